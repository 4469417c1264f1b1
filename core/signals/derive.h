// Features and scores become the named signals of a turn (SIGNALS sections 1, 2 and 7).
#pragma once

#include <span>

#include "core/base/vocabulary.gen.h"
#include "core/pii/entity.h"
#include "core/signals/context.h"
#include "core/signals/signals.h"

namespace undertone {

class Model;
class PhraseTable;
struct Scores;
struct TurnFeatures;

/// Everything known of one user message and its past.
///
/// Input    `lang` is the language of the message; `model` the one of that language, null if there
///          is none: labels are then `unscored` or `none`, but repeats, PII, lengths, language and
///          what the phrases alone can tell still work; `table` the phrases of `model` or of any
///          other, which hold a few of other languages, too
/// Output   topic, theme and model_version are left to the caller
/// Effect   adds this turn to `memory`
/// Cost     linear in the tokens, no allocation
[[nodiscard]] UserSignals derive_user_signals(const Model* model, const PhraseTable& table,
                                              Lang lang, const TurnFeatures& turn,
                                              const Scores& scores,
                                              std::span<const Entity> entities,
                                              DialogueMemory& memory) noexcept;

/// Everything known of one answer and the question before it.
///
/// Input    as above; `error` as the widget reported it
/// Effect   adds this answer to `memory`
/// Cost     linear in the tokens, no allocation
[[nodiscard]] AssistantSignals derive_assistant_signals(
    const Model* model, const PhraseTable& table, Lang lang, const TurnFeatures& turn,
    const Scores& scores, std::span<const Entity> entities, ErrorClass error,
    DialogueMemory& memory) noexcept;

}  // namespace undertone
