// Persons and postal addresses, by the weights of a model over the words of a message.
//
// Each word that may be part of a name gets two sums. Words over the lower threshold that stand
// side by side are a span if one of them is over the upper one. A person is words alone ("Jo",
// "J. K. Li", "Anna-Maria"); an address holds a word and a number, and signs between them.
#pragma once

#include "core/pii/scan.h"

namespace undertone::pii {

/// Offers PERSON and LOCATION of the whole text.
///
/// Input  `tokens` of the text in scan, not yet classified
/// Cost   linear in the tokens
void find_names(Scan& scan, NameTokens& tokens, const PiiModel& model) noexcept;

}  // namespace undertone::pii
