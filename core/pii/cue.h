// Cues: words that say what the number or name beside them is ("passport", "order no").
//
// The words are data (tables/cues.tsv) in many languages, so they come in the model (pii_model.h).
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

/// What people name before a number that they write in an odd way.
inline constexpr CueSet kNamed =
    cue(Cue::Card, Cue::Bank, Cue::Phone) | (cue(Cue::Plan) - cue(Cue::Social));

/// What makes a row of digits another number than that of a telephone.
inline constexpr CueSet kIdentifiers = cue(
    Cue::Card, Cue::Bank, Cue::Account, Cue::Routing, Cue::Passport, Cue::License, Cue::Personal,
    Cue::Social, Cue::UsSsn, Cue::CaSin, Cue::Nhs, Cue::Npi, Cue::Itin, Cue::AuMedicare, Cue::AuTfn,
    Cue::InAadhaar, Cue::NlBsn, Cue::PtNif, Cue::SePn, Cue::DkCpr, Cue::Tax);

}  // namespace undertone::pii
