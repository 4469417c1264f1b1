// Tells a conversation in signals, for tests of what is made of them.
#pragma once

#include <string>

#include "core/conversation/advance.h"
#include "core/conversation/outcome.h"

namespace undertone::test {

/// Builds a conversation turn by turn; ten seconds between messages.
class Story {
 public:
  ConversationState state;
  /// moments of all steps, as "name@index"
  std::string moments;
  std::uint32_t time_ms = 0;

  Story& user(UserSignals signals) {
    signals.scored = true;
    signals.lang = Lang::En;
    if (signals.frustration_label == FrustrationLabel::Unscored) {
      signals.frustration_label = FrustrationLabel::None;
    }
    return take(advance(state, UserTurn{signals, tick()}));
  }
  Story& user(Act act) { return user(UserSignals{.act = act}); }
  Story& strong() {
    return user(UserSignals{
        .frustration_label = FrustrationLabel::Strong, .frustration = 0.9F, .act = Act::Statement});
  }
  Story& again() {
    return user(UserSignals{
        .rephrase_label = RephraseLabel::Rephrase, .rephrase_of = 1, .act = Act::Request});
  }
  Story& answer(AssistantSignals signals = {}, ErrorClass error = ErrorClass::None) {
    return take(advance(state, AnswerTurn{.signals = signals, .error = error, .time_ms = tick()}));
  }
  Story& fallback() { return answer({.fallback = true}); }
  Story& action(Action action, std::uint32_t value = 0) {
    return take(advance(state, UserAction{.action = action, .value = value, .time_ms = tick()}));
  }
  Story& pause(std::uint32_t pause_ms) {
    time_ms += pause_ms;
    return *this;
  }
  Story& end(EndReason reason = EndReason::Idle) {
    return take(advance(state, Ending{reason, tick()}));
  }
  [[nodiscard]] Outcome outcome() const { return outcome_of(state).outcome; }
  [[nodiscard]] EnumSet<Evidence> evidence() const { return outcome_of(state).evidence; }

 private:
  std::uint32_t tick() { return time_ms += 10000; }
  Story& take(const Step& step) {
    state = step.state;
    for (std::size_t i = 0; i < step.moments.size; ++i) {
      const MomentNote& note = step.moments.notes[i];
      if (!moments.empty()) moments += ' ';
      moments += std::string{name_of(note.moment)} + '@' + std::to_string(note.turn_index);
    }
    return *this;
  }
};

}  // namespace undertone::test
