// How sentiment moves over a conversation, in a fixed space.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace undertone {

/// Start, end, slope and minimum of the scored user turns; all in hundredths of sentiment.
///
/// Sums are integers, so nothing drifts however long the conversation gets.
class Trend {
 public:
  /// Fewer scored turns are no trend (SIGNALS section 3).
  static constexpr std::uint32_t kLeastTurns = 3;
  /// "The first third" is at most this many turns: what came in the first minutes is the start of
  /// any conversation.
  static constexpr std::uint32_t kLongestStart = 32;
  static constexpr std::uint32_t kEndTurns = 3;

  constexpr void add(std::int32_t hundredths) noexcept {
    if (count_ >= kMostTurns) return;
    if (count_ < kLongestStart) first_[count_] = static_cast<std::int8_t>(hundredths);
    last_[count_ % kEndTurns] = static_cast<std::int8_t>(hundredths);
    least_ = std::min(least_, static_cast<std::int8_t>(hundredths));
    sum_ += hundredths;
    weighted_sum_ += static_cast<std::int64_t>(count_) * hundredths;
    ++count_;
  }

  [[nodiscard]] constexpr std::uint32_t count() const noexcept { return count_; }

  /// Mean of the first third.
  [[nodiscard]] constexpr std::optional<std::int32_t> start() const noexcept {
    if (count_ < kLeastTurns) return std::nullopt;
    const std::uint32_t turns = std::min(count_ / 3, kLongestStart);
    std::int64_t sum = 0;
    for (std::uint32_t i = 0; i < turns; ++i) sum += first_[i];
    return rounded(static_cast<double>(sum) / turns);
  }

  /// Mean of the last three.
  [[nodiscard]] constexpr std::optional<std::int32_t> end() const noexcept {
    if (count_ < kLeastTurns) return std::nullopt;
    std::int64_t sum = 0;
    for (const std::int8_t value : last_) sum += value;
    return rounded(static_cast<double>(sum) / kEndTurns);
  }

  /// Least-squares change per scored turn.
  [[nodiscard]] constexpr std::optional<std::int32_t> slope() const noexcept {
    if (count_ < kLeastTurns) return std::nullopt;
    // With x = 0 .. n-1:  slope = (sum(xy) - mean(x) sum(y)) / (n (n^2 - 1) / 12)
    const double n = count_;
    const double mean_x = (n - 1) / 2;
    const double covariance =
        static_cast<double>(weighted_sum_) - mean_x * static_cast<double>(sum_);
    return rounded(covariance * 12 / (n * (n * n - 1)));
  }

  [[nodiscard]] constexpr std::optional<std::int32_t> least() const noexcept {
    if (count_ < kLeastTurns) return std::nullopt;
    return least_;
  }

  /// Mean of all; 0 without any.
  [[nodiscard]] constexpr std::int32_t mean() const noexcept {
    return count_ == 0 ? 0 : rounded(static_cast<double>(sum_) / count_);
  }

  /// The sums are ones that add() can reach; false after reading hostile bytes.
  [[nodiscard]] constexpr bool is_consistent() const noexcept {
    if (count_ > kMostTurns) return false;
    const std::int64_t most = std::int64_t{kMostScore} * count_;
    const std::int64_t most_weighted = most * count_;
    return sum_ >= -most && sum_ <= most && weighted_sum_ >= -most_weighted &&
           weighted_sum_ <= most_weighted;
  }

  /// Calls visitor(member) for every member, in a fixed order (core/conversation/snapshot.h).
  template <class Self, class Visitor>
  static constexpr void visit(Self& self, Visitor&& visitor) {
    visitor(self.count_);
    visitor(self.sum_);
    visitor(self.weighted_sum_);
    visitor(self.first_);
    visitor(self.last_);
    visitor(self.least_);
  }

 private:
  /// Keeps weighted_sum_ below 2^63 for any input; no conversation gets there.
  static constexpr std::uint32_t kMostTurns = 1U << 24U;
  static constexpr std::int32_t kMostScore = 128;

  /// Halves away from zero, as base/hundredths.h does.
  [[nodiscard]] static constexpr std::int32_t rounded(double hundredths) noexcept {
    return static_cast<std::int32_t>(hundredths < 0 ? hundredths - 0.5 : hundredths + 0.5);
  }

  std::uint32_t count_ = 0;
  std::int64_t sum_ = 0;
  /// sum of turn number times value
  std::int64_t weighted_sum_ = 0;
  std::array<std::int8_t, kLongestStart> first_{};
  /// ring
  std::array<std::int8_t, kEndTurns> last_{};
  std::int8_t least_ = 100;
};

}  // namespace undertone
