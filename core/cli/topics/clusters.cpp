#include "core/cli/topics/clusters.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace undertone::cli {
namespace {

constexpr std::size_t kRounds = 20;
using Sum = std::array<double, Sketch::kDimensions>;

/// Numerical Recipes' generator: any fixed sequence does.
class Chance {
 public:
  double next() {
    state_ = state_ * 1664525U + 1013904223U;
    return state_ / 4294967296.0;
  }

 private:
  std::uint32_t state_ = 1;
};

Direction direction_of(const Sum& sum) {
  double squares = 0;
  for (const double value : sum) squares += value * value;
  const double scale = squares > 0 ? 127 / std::sqrt(squares) : 0;
  Direction direction;
  for (std::size_t d = 0; d < sum.size(); ++d) {
    direction[d] = static_cast<std::int8_t>(std::floor(sum[d] * scale + 0.5));
  }
  return direction;
}

/// k-means++: each further centre with a chance that grows with its distance to the others.
std::vector<Direction> first_centres(std::span<const Direction> directions, std::size_t count) {
  Chance chance;
  std::vector<Direction> centres{directions[0]};
  std::vector<double> distances(directions.size(), 2);
  while (centres.size() < count) {
    double sum = 0;
    for (std::size_t i = 0; i < directions.size(); ++i) {
      distances[i] = std::min(distances[i], 1 - likeness(directions[i], centres.back()));
      sum += distances[i] * distances[i];
    }
    double left = chance.next() * sum;
    std::size_t chosen = 0;
    for (; chosen + 1 < directions.size(); ++chosen) {
      left -= distances[chosen] * distances[chosen];
      if (left < 0) break;
    }
    centres.push_back(directions[chosen]);
  }
  return centres;
}

std::size_t nearest(const Direction& direction, std::span<const Direction> centres) {
  std::size_t best = 0;
  double most = -2;
  for (std::size_t i = 0; i < centres.size(); ++i) {
    const double cosine = likeness(direction, centres[i]);
    if (cosine <= most) continue;
    most = cosine;
    best = i;
  }
  return best;
}

/// One round: every direction to its nearest centre, every centre into the middle. Centres without
/// a direction vanish. False once nothing moves.
bool improve(std::span<const Direction> directions, std::vector<Direction>& centres) {
  std::vector<Sum> sums(centres.size(), Sum{});
  std::vector<std::size_t> sizes(centres.size());
  for (const Direction& direction : directions) {
    const std::size_t at = nearest(direction, centres);
    for (std::size_t d = 0; d < direction.size(); ++d) sums[at][d] += direction[d];
    ++sizes[at];
  }
  std::vector<Direction> moved;
  for (std::size_t i = 0; i < centres.size(); ++i) {
    if (sizes[i] > 0) moved.push_back(direction_of(sums[i]));
  }
  const bool changed = moved != centres;
  centres = std::move(moved);
  return changed;
}

/// Leaves out every centre that lies near one before it.
void merge(std::vector<Direction>& centres, double least_apart) {
  std::vector<Direction> kept;
  for (const Direction& centre : centres) {
    const bool near = std::any_of(kept.begin(), kept.end(), [&](const Direction& other) {
      return likeness(centre, other) > least_apart;
    });
    if (!near) kept.push_back(centre);
  }
  centres = std::move(kept);
}

}  // namespace

double likeness(const Direction& a, const Direction& b) noexcept {
  std::int32_t product = 0;
  for (std::size_t d = 0; d < a.size(); ++d) product += std::int32_t{a[d]} * b[d];
  return product / (127.0 * 127.0);
}

std::vector<Cluster> clusters_of(std::span<const Direction> directions, std::size_t count,
                                 double least_apart) {
  if (directions.empty() || count == 0) return {};
  std::vector<Direction> centres = first_centres(directions, std::min(count, directions.size()));
  for (std::size_t round = 0; round < kRounds && improve(directions, centres); ++round) {
  }
  merge(centres, least_apart);
  improve(directions, centres);

  std::vector<Cluster> clusters(centres.size());
  for (std::size_t i = 0; i < centres.size(); ++i) clusters[i].centre = centres[i];
  for (std::size_t i = 0; i < directions.size(); ++i) {
    clusters[nearest(directions[i], centres)].members.push_back(i);
  }
  for (Cluster& cluster : clusters) {
    std::stable_sort(
        cluster.members.begin(), cluster.members.end(), [&](std::size_t a, std::size_t b) {
          return likeness(directions[a], cluster.centre) > likeness(directions[b], cluster.centre);
        });
  }
  std::stable_sort(clusters.begin(), clusters.end(), [](const Cluster& a, const Cluster& b) {
    return a.members.size() > b.members.size();
  });
  return clusters;
}

}  // namespace undertone::cli
