// Percentiles of any number of durations in a fixed space.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace undertone {

/// Exact for the first `kExact` durations; after that from a histogram of eight buckets per
/// doubling, whose middle is at most 6 % from any duration in it. Weighs about 650 bytes.
///
///   bucket   0 .. 7   8 .. 15    16 .. 23 ...
///   ms       0 .. 7   8 .. 15    16, 18 .. 30 ...    (width doubles with every eight buckets)
class Percentiles {
 public:
  /// Real chats have a few dozen answers: they get exact numbers.
  static constexpr std::size_t kExact = 64;
  /// 2^24 ms = 4.7 hours; longer ones count as that.
  static constexpr std::uint32_t kLongestMs = (1U << 24U) - 1;
  static constexpr std::size_t kBuckets = 8 * 22;

  constexpr void add(std::uint32_t duration_ms) noexcept {
    const std::uint32_t value = std::min(duration_ms, kLongestMs);
    if (count_ < kExact) {
      std::size_t at = count_;
      for (; at > 0 && sorted_[at - 1] > value; --at) sorted_[at] = sorted_[at - 1];
      sorted_[at] = value;
    }
    if (buckets_[bucket_of(value)] == UINT16_MAX) {
      for (std::uint16_t& bucket : buckets_) bucket = static_cast<std::uint16_t>(bucket / 2);
    }
    ++buckets_[bucket_of(value)];
    if (count_ < UINT32_MAX) ++count_;
  }

  [[nodiscard]] constexpr std::uint32_t count() const noexcept { return count_; }

  /// The smallest duration that at least `percent` of them do not exceed (nearest rank).
  ///
  /// Input   percent in (0, 100]
  /// Output  nothing if nothing was added
  [[nodiscard]] constexpr std::optional<std::uint32_t> at(std::uint32_t percent) const noexcept {
    if (count_ == 0) return std::nullopt;
    if (count_ <= kExact) return sorted_[(count_ * percent + 99) / 100 - 1];
    std::uint64_t total = 0;
    for (const std::uint16_t bucket : buckets_) total += bucket;
    const std::uint64_t rank = (total * percent + 99) / 100;
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < kBuckets; ++i) {
      seen += buckets_[i];
      if (seen >= rank) return middle_of(i);
    }
    return kLongestMs;
  }

  /// Calls visitor(member) for every member, in a fixed order (core/conversation/snapshot.h).
  template <class Self, class Visitor>
  static constexpr void visit(Self& self, Visitor&& visitor) {
    visitor(self.count_);
    visitor(self.sorted_);
    visitor(self.buckets_);
  }

 private:
  /// The top bit says which doubling, the three below it which eighth.
  [[nodiscard]] static constexpr std::size_t bucket_of(std::uint32_t value) noexcept {
    if (value < 8) return value;
    const auto doubling = static_cast<std::uint32_t>(std::bit_width(value)) - 4;
    return doubling * 8 + (value >> doubling);
  }
  [[nodiscard]] static constexpr std::uint32_t middle_of(std::size_t bucket) noexcept {
    if (bucket < 16) return static_cast<std::uint32_t>(bucket);
    const auto doubling = static_cast<std::uint32_t>(bucket / 8 - 1);
    const auto eighth = static_cast<std::uint32_t>(bucket % 8 + 8);
    return (eighth << doubling) + (1U << doubling) / 2;
  }

  std::uint32_t count_ = 0;
  /// the first kExact durations, ascending
  std::array<std::uint32_t, kExact> sorted_{};
  std::array<std::uint16_t, kBuckets> buckets_{};
};

}  // namespace undertone
