// How a request went: what came after it, until the next one or the end.
#pragma once

#include <cstdint>

namespace undertone::cli {

struct Failure {
  bool rephrased = false;
  bool frustrated = false;
  bool escalated = false;
  bool gave_up = false;

  [[nodiscard]] bool any() const noexcept {
    return rephrased || frustrated || escalated || gave_up;
  }
};

/// Requests of one topic, and how many of them went wrong in which way.
struct FailureCounts {
  std::uint64_t requests = 0;
  std::uint64_t failed = 0;
  std::uint64_t rephrased = 0;
  std::uint64_t frustrated = 0;
  std::uint64_t escalated = 0;
  std::uint64_t gave_up = 0;

  void add(const Failure& failure) noexcept {
    ++requests;
    failed += failure.any() ? 1U : 0U;
    rephrased += failure.rephrased ? 1U : 0U;
    frustrated += failure.frustrated ? 1U : 0U;
    escalated += failure.escalated ? 1U : 0U;
    gave_up += failure.gave_up ? 1U : 0U;
  }
};

}  // namespace undertone::cli
