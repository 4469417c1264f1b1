// A running count for people: on a terminal, never in a pipe or a log.
#pragma once

#include <chrono>
#include <cstdint>

namespace undertone::cli {

class Progress {
 public:
  /// Shows itself if stderr is a terminal and stdout is not, or the lines would mix.
  Progress();
  /// Wipes the line.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void add(std::uint64_t conversations, std::uint64_t messages);

 private:
  using Clock = std::chrono::steady_clock;
  bool shown_ = false;
  std::uint64_t conversations_ = 0;
  std::uint64_t messages_ = 0;
  Clock::time_point started_;
  Clock::time_point printed_;
};

}  // namespace undertone::cli
