#include "core/cli/embedded_model.h"

#ifdef UNDERTONE_MODEL_FILE

// The assembler copies the file; as an array in C++ it would cost the compiler minutes.
__asm__(
    ".section .rodata\n"
    ".balign 16\n"
    "undertone_model_begin:\n"
    ".incbin \"" UNDERTONE_MODEL_FILE
    "\"\n"
    "undertone_model_end:\n"
    ".byte 0\n"
    ".previous\n");

extern "C" const std::byte undertone_model_begin[];
extern "C" const std::byte undertone_model_end[];

namespace undertone::cli {

std::span<const std::byte> embedded_model() noexcept {
  return {undertone_model_begin,
          static_cast<std::size_t>(undertone_model_end - undertone_model_begin)};
}

}  // namespace undertone::cli

#else

namespace undertone::cli {

std::span<const std::byte> embedded_model() noexcept { return {}; }

}  // namespace undertone::cli

#endif
