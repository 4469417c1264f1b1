#include "core/signals/derive.h"

#include <catch2/catch.hpp>
#include <memory>
#include <string_view>

#include "core/features/turn_features.h"
#include "core/model/phrase_table.h"
#include "core/model/scores.h"
#include "core/text/tokenizer.h"

using namespace undertone;

namespace {

/// A dialogue without any model: what still works in every language.
class Dialogue {
 public:
  UserSignals user(std::string_view text, Lang lang = Lang::De) {
    read(Role::User, text);
    return derive_user_signals(nullptr, PhraseTable{}, lang, *turn_, Scores{}, {}, memory_);
  }
  AssistantSignals assistant(std::string_view text, Lang lang = Lang::De,
                             ErrorClass error = ErrorClass::None) {
    read(Role::Assistant, text);
    return derive_assistant_signals(nullptr, PhraseTable{}, lang, *turn_, Scores{}, {}, error,
                                    memory_);
  }

 private:
  void read(Role role, std::string_view text) {
    turn_features(role, text, tokenize(text, tokens_), *turn_);
  }

  TokenBuffer tokens_;
  std::unique_ptr<TurnFeatures> turn_ = std::make_unique<TurnFeatures>();
  DialogueMemory memory_;
};

}  // namespace

TEST_CASE("without a model nothing is labelled neutral", "[signals][derive]") {
  Dialogue dialogue;
  const UserSignals signals = dialogue.user("du bist nutzlos");
  CHECK_FALSE(signals.scored);
  CHECK(signals.sentiment_label == SentimentLabel::Unscored);
  CHECK(signals.emotion == Emotion::Unscored);
  CHECK(signals.frustration_label == FrustrationLabel::Unscored);
  CHECK(signals.frustration_cues.empty());
  CHECK(signals.risk.empty());
  CHECK(signals.length_tokens == 3);
  CHECK(signals.lang == Lang::De);
}

TEST_CASE("a repeated request is found in any language", "[signals][derive]") {
  Dialogue dialogue;
  CHECK(dialogue.user("wo ist mein Paket").rephrase_label == RephraseLabel::None);
  static_cast<void>(dialogue.assistant("Unser Laden hat von neun bis acht offen."));
  const UserSignals again = dialogue.user("WO IST MEIN PAKET??");
  CHECK(again.rephrase_label == RephraseLabel::Repeat);
  CHECK(again.rephrase_of == 1);
  CHECK(again.rephrase == 1.0F);
}

TEST_CASE("only the last three user turns are asked again", "[signals][derive]") {
  Dialogue dialogue;
  for (const char* text : {"eins zwei", "drei vier", "lorem ipsum", "sit amet"}) {
    static_cast<void>(dialogue.user(text));
    static_cast<void>(dialogue.assistant("Ja."));
  }
  CHECK(dialogue.user("eins zwei").rephrase_label == RephraseLabel::None);
  static_cast<void>(dialogue.assistant("Ja."));
  CHECK(dialogue.user("lorem ipsum").rephrase_of == 3);
}

TEST_CASE("an answer that was given before repeats", "[signals][derive]") {
  Dialogue dialogue;
  CHECK(dialogue.assistant("Bitte nennen Sie Ihre Kundennummer.").repeat == 0);
  CHECK(dialogue.assistant("Bitte nennen Sie Ihre Kundennummer.").repeat == 1);
  CHECK(dialogue.assistant("Das Wetter wird morgen wieder sonnig und warm.").repeat < 0.2F);
  CHECK(dialogue.assistant("Ja.").repeat == 0);
  CHECK(dialogue.assistant("Ja.").repeat == 0);
}

TEST_CASE("a question is one in any language", "[signals][derive]") {
  Dialogue dialogue;
  CHECK(dialogue.assistant("Wie ist Ihre Kundennummer?").asks_question);
  CHECK_FALSE(dialogue.assistant("Ihre Kundennummer fehlt.").asks_question);
  CHECK(dialogue.user("wo ist es?").act == Act::Question);
}

TEST_CASE("an answer in another language than the question", "[signals][derive]") {
  Dialogue dialogue;
  CHECK_FALSE(dialogue.assistant("Hello!", Lang::En).lang_mismatch);
  static_cast<void>(dialogue.user("wo ist mein Paket"));
  CHECK(dialogue.assistant("Where did you order it?", Lang::En).lang_mismatch);
  CHECK_FALSE(dialogue.assistant("Wo haben Sie bestellt?").lang_mismatch);
  CHECK_FALSE(dialogue.assistant("OK", Lang::Und).lang_mismatch);
}

TEST_CASE("relevance needs a model", "[signals][derive]") {
  Dialogue dialogue;
  static_cast<void>(dialogue.user("wo ist mein Paket"));
  CHECK_FALSE(dialogue.assistant("Es ist unterwegs.").relevance.has_value());
}

TEST_CASE("an empty message says nothing", "[signals][derive]") {
  Dialogue dialogue;
  static_cast<void>(dialogue.user(""));
  const UserSignals signals = dialogue.user("");
  CHECK(signals.rephrase_label == RephraseLabel::None);
  CHECK(signals.act == Act::Other);
  CHECK(dialogue.assistant("").repeat == 0);
}
