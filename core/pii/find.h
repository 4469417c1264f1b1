// Text -> entities: the personal data in a message.
//
// One pass. What stands at a position (a digit, a letter, '@', ':', '+', "-----") decides which
// detectors look there, each of them over a bounded stretch, so the time is linear in the text
// whatever it holds. Words on the way are looked up among the cues (cue.h), and a candidate asks
// which cues stand near it: "my nhs number is ..." raises, "order number ..." lowers.
//
// Overlap rule. Candidates come in the order of the text. One that overlaps what was found before
// stays only if it beats each of them: the higher score wins, at the same score the longer span,
// at the same length the earlier one. Everything that it beats is dropped.
#pragma once

#include <span>
#include <string_view>

#include "core/pii/entity_buffer.h"

namespace undertone {

class PiiModel;

/// Finds personal data.
///
/// Input     sanitised UTF-8; other bytes are safe but may hide what stands beside them. Without a
///           model no word is known: neither persons nor addresses are found, nor what is only
///           known by a word beside it
/// Output    disjoint spans in the order of the text, at most limits::kMessageEntities; those after
///           that are missing and `buffer.full()` says so
/// Lifetime  until the next call with the same buffer
/// Cost      linear in the text; allocates only while `buffer` grows
/// Source    SIGNALS "PII"; each detector names the standard of its grammar
std::span<const Entity> find_pii(std::string_view text, EntityBuffer& buffer,
                                 const PiiModel* model);

}  // namespace undertone
