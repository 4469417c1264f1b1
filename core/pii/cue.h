// Cues: words that say what the number or name beside them is ("passport", "order no").
//
// The words are data (tables/cues.tsv). At run time each is a hash of 32 bits, looked up in 256
// buckets of about four with 16 bits kept of each key: 2 kB of keys, 1 kB of numbers of sets, read
// once per word. A foreign word passes for a cue in about 1 of 17,000 cases.
#pragma once

#include <cstdint>

#include "core/pii/tables/cues.gen.h"

namespace undertone::pii {

/// A set of cues, one bit each.
using CueSet = std::uint64_t;

[[nodiscard]] constexpr CueSet cue(Cue value) noexcept {
  return CueSet{1} << static_cast<unsigned>(value);
}
template <class... More>
[[nodiscard]] constexpr CueSet cue(Cue first, More... more) noexcept {
  return cue(first) | (cue(more) | ...);
}

/// What makes a number something else than personal data.
inline constexpr CueSet kAgainst = cue(Cue::Order, Cue::Amount, Cue::Version);

/// What makes a row of digits another number than that of a telephone.
inline constexpr CueSet kIdentifiers = cue(
    Cue::Card, Cue::Bank, Cue::Account, Cue::Routing, Cue::Passport, Cue::License, Cue::Personal,
    Cue::Social, Cue::UsSsn, Cue::CaSin, Cue::Nhs, Cue::Npi, Cue::Itin, Cue::AuMedicare, Cue::AuTfn,
    Cue::InAadhaar, Cue::NlBsn, Cue::PtNif, Cue::SePn, Cue::DkCpr, Cue::Tax);

/// The cues that a word, or a pair of words (pair_hash), carries; 0 for most.
[[nodiscard]] CueSet cues_of(std::uint32_t hash) noexcept;

}  // namespace undertone::pii
