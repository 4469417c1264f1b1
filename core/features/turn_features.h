// The last stage that is handed text: masked tokens become numbers.
#pragma once

#include <span>
#include <string_view>

#include "core/base/turn_numbers.h"
#include "core/base/vocabulary.gen.h"
#include "core/text/token.h"

namespace undertone {

/// Describes one turn in numbers (core/base/turn_numbers.h).
///
/// Input   `text` is the sanitised text that the spans of `tokens` point into; tokens are masked:
///         what stands for personal data has the kind Entity, and its text is never looked at
/// Output  all members of `features`, overwritten
/// Cost    linear in the tokens listed (limits::kFeatureTokens), no allocation
void turn_features(Role role, std::string_view text, std::span<const Token> tokens,
                   TurnFeatures& features) noexcept;

}  // namespace undertone
