// Where in the dialogue a user turn stands: what guards ask for (SIGNALS section 1).
#pragma once

#include "core/signals/context.h"

namespace undertone {

struct Situation {
  /// no user turn before this one
  bool first_turn = true;
  /// the answer the user reacts to; null if none came since the last user turn
  const AnswerMemory* answer = nullptr;
  /// it asks for something in particular; a failed answer's "please rephrase" does not
  bool after_question = false;
  /// that question is whether the answer served: "Did that help?"
  bool after_check = false;
  bool after_handoff_offer = false;
  /// it asks for the next wish: "Anything else?"
  bool after_opener = false;
  /// an answer since the last user turn failed
  bool after_failure = false;
};

/// Lifetime  of `memory`
[[nodiscard]] inline Situation situation_of(const DialogueMemory& memory) noexcept {
  Situation now;
  now.first_turn = memory.user_turns.empty();
  if (memory.answers_since_user == 0 || memory.answers.empty()) return now;
  now.answer = &memory.answers[0];
  now.after_question = now.answer->asks_question && !now.answer->opens && !now.answer->failed();
  now.after_opener = now.answer->asks_question && now.answer->opens;
  now.after_check = now.answer->asks_question && now.answer->checks;
  for (std::size_t i = 0; i < memory.answers.size() && i < memory.answers_since_user; ++i) {
    now.after_failure = now.after_failure || memory.answers[i].failed();
    now.after_handoff_offer = now.after_handoff_offer || memory.answers[i].handoff_offered;
  }
  return now;
}

}  // namespace undertone
