#include "core/analyzer.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <utility>

#include "core/conversation/advance.h"
#include "core/conversation/conversation.h"
#include "core/features/turn_reader.h"
#include "core/model/classify.h"
#include "core/model/model.h"
#include "core/model/topics.h"
#include "core/pii/pii_model.h"
#include "core/records.h"
#include "core/signals/derive.h"
#include "core/text/language.h"
#include "core/text/language_model.h"

namespace undertone {

/// The models, and room for one message; the room grows with the first messages and stays.
struct Analyzer::Parts {
  std::array<std::unique_ptr<Model>, enum_size<Lang>> models;
  std::unique_ptr<LanguageModel> language_model;
  Topics topics;
  std::unique_ptr<PiiModel> pii_model;
  TurnReader turn;

  [[nodiscard]] const Model* model_of(Lang lang) const noexcept {
    return models[static_cast<std::size_t>(lang)].get();
  }

  /// Phrases of `model`, or of the first that is loaded; without any none is found.
  [[nodiscard]] const PhraseTable& phrases_of(const Model* model) const noexcept {
    static constexpr PhraseTable kNone{};
    for (std::size_t i = 0; model == nullptr && i < models.size(); ++i) model = models[i].get();
    return model != nullptr ? model->phrases() : kNone;
  }

  /// "stop", "stfu": too short to tell the language by its letters. The one of a model that
  /// knows the words is then likelier right than wrong; a longer text has been told before.
  [[nodiscard]] Lang language_of_words(Lang guess) const noexcept {
    for (const std::unique_ptr<Model>& model : models) {
      if (model && model->knows(turn.features())) return model->language();
    }
    return guess;
  }
};

namespace {

/// The two opinions count alike: their mean errs less than either (models/deep/en/card.md).
void join_scores(const DeepScores& deep, Scores& scores) noexcept {
  // The members of Scores stand in the order of DeepScores.
  static_assert(offsetof(Scores, fallback) - offsetof(Scores, sentiment) == sizeof deep);
  char* const members = reinterpret_cast<char*>(&scores) + offsetof(Scores, sentiment);
  DeepScores joined;
  std::memcpy(joined.data(), members, sizeof joined);
  for (std::size_t i = 0; i < joined.size(); ++i) joined[i] = (joined[i] + deep[i]) / 2;
  std::memcpy(members, joined.data(), sizeof joined);
}

/// What lies between the likeliest of three probabilities and the next, in hundredths.
std::int32_t margin_of(const std::array<float, 3>& sentiment) noexcept {
  const float most = std::max(std::max(sentiment[0], sentiment[1]), sentiment[2]);
  const float least = std::min(std::min(sentiment[0], sentiment[1]), sentiment[2]);
  // They sum to 1, and the next is what these two leave.
  return static_cast<std::int32_t>(100 * (2 * most + least - 1));
}

/// Moves the conversation on and says what that caused.
Update commit(Conversation& conversation, const Step& step) noexcept {
  conversation.state = step.state;
  Update update;
  add_step(step, update);
  return update;
}

Update take(Conversation& conversation, const MessageInput& input, const UserSignals& signals,
            const Scores& scores) noexcept {
  TurnContext& context = conversation.context;
  ++context.user_turns;
  context.answered = false;
  context.previous_frustration = scores.frustration;

  const Step step = advance(conversation.state, UserTurn{signals, input.time_ms});
  Update update = commit(conversation, step);
  update.user = user_record(signals, step);
  update.user->edits = input.edits;
  return update;
}

Update take(Conversation& conversation, const MessageInput& input, const AssistantSignals& signals,
            const Scores& scores) noexcept {
  TurnContext& context = conversation.context;
  context.answered = true;
  context.answer_asks = signals.asks_question;
  context.answer_fallback = scores.fallback;
  context.answer_refusal = scores.refusal;
  context.answer_apology = scores.apology;

  Update update = commit(
      conversation, advance(conversation.state, AnswerTurn{.signals = signals,
                                                           .error = input.error,
                                                           .latency_ms = input.latency_ms,
                                                           .first_token_ms = input.first_token_ms,
                                                           .stalls = input.stalls,
                                                           .time_ms = input.time_ms}));
  update.assistant = assistant_record(*conversation.state.find_answer(std::nullopt));
  return update;
}

}  // namespace

Analyzer::Analyzer() : parts_{std::make_unique<Parts>()} {}
Analyzer::~Analyzer() = default;

Status Analyzer::load_model(std::span<const std::byte> file) noexcept {
  if (LanguageModel::is_file(file)) {
    std::unique_ptr<LanguageModel> model{new (std::nothrow) LanguageModel};
    if (!model) return Status::OutOfMemory;
    const Status status = model->load(file);
    if (status == Status::Ok) parts_->language_model = std::move(model);
    return status;
  }
  if (PiiModel::is_file(file)) {
    std::unique_ptr<PiiModel> model{new (std::nothrow) PiiModel};
    if (!model) return Status::OutOfMemory;
    const Status status = model->load(file);
    if (status == Status::Ok) parts_->pii_model = std::move(model);
    return status;
  }
  LoadedModel loaded = Model::load(file);
  if (loaded.status == Status::Ok) {
    const auto at = static_cast<std::size_t>(loaded.model->language());
    parts_->models[at] = std::move(loaded.model);
  }
  return loaded.status;
}

Status Analyzer::add_topic(std::uint32_t label, std::string_view example) noexcept {
  Parts& parts = *parts_;
  parts.turn.read(Role::User, example, parts.pii_model.get());
  const TurnFeatures& turn = parts.turn.features();
  // "Status" is a word of many languages: it is an example in each of them.
  Status status = Status::WrongLanguage;
  for (const std::unique_ptr<Model>& model : parts.models) {
    if (!model || !model->knows(turn)) continue;
    status = parts.topics.add(model->language(), sketch(*model, turn), label);
    if (status != Status::Ok) break;
  }
  return status;
}

const PiiModel* Analyzer::pii_model() const noexcept { return parts_->pii_model.get(); }

Update Analyzer::add_message(Conversation& conversation, const MessageInput& input,
                             std::string_view message, const DeepScores* deep) noexcept {
  Parts& parts = *parts_;
  DialogueMemory& memory = conversation.memory;
  if (input.role == Role::System || input.role == Role::Tool) {
    return commit(conversation, advance(conversation.state, OtherTurn{input.time_ms}));
  }

  parts.turn.read(input.role, message, parts.pii_model.get());
  const LanguageGuess guess = guess_language(parts.language_model.get(), parts.turn.text(),
                                             parts.turn.tokens(), memory.user_lang);

  // From here on nothing is handed text.
  const bool told = guess.reliable || memory.user_lang != Lang::Und;
  const Lang lang = told ? guess.lang : parts.language_of_words(guess.lang);
  const Model* model = parts.model_of(lang);
  const PhraseTable& table = parts.phrases_of(model);
  const TurnFeatures& turn = parts.turn.features();
  const auto entities = parts.turn.entities();
  Scores scores = model ? classify(*model, turn, conversation.context) : Scores{};
  const bool by_deep = deep != nullptr && scores.scored && input.role == Role::User;
  if (by_deep) join_scores(*deep, scores);
  const std::uint32_t version = model ? model->version() : 0;
  if (input.role == Role::User) {
    UserSignals signals = derive_user_signals(model, table, lang, turn, scores, entities, memory);
    signals.model_version = version;
    signals.length_codepoints += input.cut_codepoints;
    if (model) {
      const UserTurnMemory& now = memory.user_turns[0];
      signals.topic = parts.topics.nearest(lang, now.meaning);
      if (now.asks) signals.theme = theme_of(*model, now.meaning);
    }
    Update update = take(conversation, input, signals, scores);
    if (by_deep) update.user->tier = Tier::Deep;
    update.margin = margin_of(scores.sentiment);
    return update;
  }
  AssistantSignals signals =
      derive_assistant_signals(model, table, lang, turn, scores, entities, input.error, memory);
  signals.model_version = version;
  signals.length_codepoints += input.cut_codepoints;
  return take(conversation, input, signals, scores);
}

Update Analyzer::add_action(Conversation& conversation, const ActionInput& input) noexcept {
  const Step step = advance(conversation.state, UserAction{.action = input.action,
                                                           .turn_index = input.turn_index,
                                                           .value = input.value,
                                                           .time_ms = input.time_ms});
  Update update = commit(conversation, step);
  if (const Answer* answer = conversation.state.find_answer(input.turn_index)) {
    update.assistant = assistant_record(*answer);
  }
  return update;
}

Update Analyzer::end(Conversation& conversation, const EndInput& input) noexcept {
  return commit(conversation, advance(conversation.state, Ending{input.reason, input.time_ms}));
}

}  // namespace undertone
