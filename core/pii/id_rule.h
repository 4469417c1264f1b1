// National, tax and health identifiers: what all of them share. The numbers of a region stand in
// one ids_REGION.cpp, each with its grammar, its check digits and their source.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/pii/cue.h"
#include "core/pii/entity.h"

namespace undertone::pii {

/// What an identifier needs around it, because of how often another number of its shape passes its
/// check by chance.
enum class Need : std::uint8_t {
  Nothing,   ///< 1 in 1,000 and rarer, or its letters: stands even after "order number"
  NoDoubt,   ///< about 1 in 100, or its groups are its own: nothing may speak against it
  Evidence,  ///< about 1 in 10: a cue, or nothing else in the message
  Cue,       ///< no check digit: a cue
  OwnCue,    ///< the same, and its shape is that of many other things
};

struct IdRule {
  EntityType type{};
  /// d digit, a letter, n either; any other character itself. One per character of the number
  std::string_view shape;
  /// its usual written form, as Run::groups tells it
  std::uint32_t groups = 0;
  /// what may stand between groups
  std::string_view separators;
  /// check digits and all that `shape` does not say
  bool (*is_valid)(std::string_view chars) noexcept = nullptr;
  /// written in `groups`
  Need grouped = Need::NoDoubt;
  /// written without groups, or in other groups
  Need bare = Need::NoDoubt;
  /// cues that name it, and cues that it shares with others
  CueSet own = 0;
  CueSet generic = 0;
};

/// The rules of each region.
[[nodiscard]] std::span<const IdRule> america_ids() noexcept;
[[nodiscard]] std::span<const IdRule> west_europe_ids() noexcept;
[[nodiscard]] std::span<const IdRule> south_europe_ids() noexcept;
[[nodiscard]] std::span<const IdRule> central_europe_ids() noexcept;
[[nodiscard]] std::span<const IdRule> nordic_ids() noexcept;
[[nodiscard]] std::span<const IdRule> asia_pacific_ids() noexcept;

}  // namespace undertone::pii
