// A check of what only a mistake in our own code can break. On in debug and sanitiser builds (so in
// every fuzz run), gone in release, where the condition is not even computed.
#pragma once

#if defined(__SANITIZE_ADDRESS__)
#define UNDERTONE_CHECKED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDERTONE_CHECKED 1
#endif
#endif
#if !defined(NDEBUG) && !defined(UNDERTONE_CHECKED)
#define UNDERTONE_CHECKED 1
#endif

#ifdef UNDERTONE_CHECKED
#define UNDERTONE_CHECK(condition) \
  do {                             \
    if (!(condition)) {            \
      __builtin_trap();            \
    }                              \
  } while (false)
#else
#define UNDERTONE_CHECK(condition) static_cast<void>(sizeof((condition) ? 1 : 0))
#endif
