// Directions of meaning, grouped: k-means on the sphere, the same for the same input.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/model/topics.h"

namespace undertone::cli {

struct Cluster {
  Direction centre{};
  /// numbers of the directions, nearest to the centre first
  std::vector<std::size_t> members;
};

/// Cosine of two directions of length 127.
[[nodiscard]] double likeness(const Direction& a, const Direction& b) noexcept;

/// Output  at most `count` clusters, largest first; those whose centres lie nearer than
///         `least_apart` (a cosine) have become one
/// Cost    64 * count * directions multiply-adds a round, at most 20 rounds
[[nodiscard]] std::vector<Cluster> clusters_of(std::span<const Direction> directions,
                                               std::size_t count, double least_apart);

}  // namespace undertone::cli
