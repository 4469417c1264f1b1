#include "core/cli/progress.h"

#include <unistd.h>

#include <cstdio>

namespace undertone::cli {
namespace {

constexpr auto kInterval = std::chrono::milliseconds{250};

}  // namespace

Progress::Progress()
    : shown_{::isatty(STDERR_FILENO) != 0 && ::isatty(STDOUT_FILENO) == 0},
      started_{Clock::now()},
      printed_{started_} {}

Progress::~Progress() {
  if (shown_) std::fputs("\r\033[K", stderr);
}

void Progress::add(std::uint64_t conversations, std::uint64_t messages) {
  conversations_ += conversations;
  messages_ += messages;
  if (!shown_) return;
  const auto now = Clock::now();
  if (now - printed_ < kInterval) return;
  printed_ = now;
  const double seconds = std::chrono::duration<double>(now - started_).count();
  std::fprintf(stderr, "\r\033[K%llu conversations, %llu messages, %.0f messages/s",
               static_cast<unsigned long long>(conversations_),
               static_cast<unsigned long long>(messages_),
               static_cast<double>(messages_) / seconds);
}

}  // namespace undertone::cli
