// What earlier turns leave behind for the signals of the next one: numbers only.
//
// A Conversation keeps one DialogueMemory by value and hands it to derive_user_signals and
// derive_assistant_signals, which read it and then add their own turn. Nobody else needs to look
// inside.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/base/limits.h"
#include "core/base/vocabulary.gen.h"
#include "core/model/sketch.h"
#include "core/signals/word_sketch.h"

namespace undertone {

/// A user turn as later ones see it.
struct UserTurnMemory {
  WordSketch words;
  /// all 0 without a model
  Sketch meaning;
  Act act{};
  /// asks for something: a question, a request, a human; only such a turn can be asked again
  bool asks = false;
  FrustrationLabel frustration{};
};

/// An answer as later turns see it.
struct AnswerMemory {
  ShingleSketch shingles;
  Lang lang{};
  bool asks_question = false;
  /// its question only opens the dialogue ("How can I help you?"): what follows is no answer to it
  bool opens = false;
  /// its question is whether it served ("Did that help?")
  bool checks = false;
  bool fallback = false;
  bool refusal = false;
  bool apology = false;
  bool handoff_offered = false;
  /// the widget reported an error instead of an answer
  bool error = false;

  [[nodiscard]] constexpr bool failed() const noexcept { return fallback || refusal || error; }
};

/// The last `kSize` values of any number of them; [0] is the newest.
template <class T, std::size_t kSize>
class Recent {
 public:
  [[nodiscard]] constexpr std::size_t size() const noexcept {
    return count_ < kSize ? count_ : kSize;
  }
  [[nodiscard]] constexpr bool empty() const noexcept { return count_ == 0; }
  /// How many were ever added, saturating.
  [[nodiscard]] constexpr std::uint32_t total() const noexcept { return count_; }
  /// Precondition: back < size().
  [[nodiscard]] constexpr const T& operator[](std::size_t back) const noexcept {
    return items_[(next_ + kSize - 1 - back) % kSize];
  }
  constexpr void add(const T& item) noexcept {
    items_[next_] = item;
    next_ = (next_ + 1) % kSize;
    count_ += count_ == UINT32_MAX ? 0 : 1;
  }

 private:
  std::array<T, kSize> items_{};
  std::size_t next_ = 0;
  std::uint32_t count_ = 0;
};

struct DialogueMemory {
  Recent<UserTurnMemory, limits::kRephraseWindow> user_turns;
  Recent<AnswerMemory, limits::kAnswerWindow> answers;
  /// answers since the last user turn, saturating; the newest are answers[0] ...
  std::uint8_t answers_since_user = 0;
  /// language of the last user message that was long enough to tell
  Lang user_lang{};

  void remember(const UserTurnMemory& turn) noexcept {
    user_turns.add(turn);
    answers_since_user = 0;
  }
  void remember(const AnswerMemory& answer) noexcept {
    answers.add(answer);
    answers_since_user += answers_since_user == UINT8_MAX ? 0 : 1;
  }
};

}  // namespace undertone
