// The main dialogue act of a user turn.
#include <array>

#include "core/signals/rules.h"

namespace undertone {
namespace {

constexpr std::uint8_t kNotMeant = mark::kNegated | mark::kQuoted;

/// An insult is the whole act only if hardly anything else is said: "you idiot, where is my
/// order" asks.
constexpr std::size_t kBesideAbuse = 1;
/// "thanks a lot John" still thanks; "thanks, my order is missing" states.
constexpr std::size_t kBesideSocial = 1;
constexpr std::size_t kBesideAnswer = 3;
/// "never mind, I found it" calls off; "I changed my mind, refund the blue one" requests.
constexpr std::size_t kBesideCancel = 2;

/// What the model has to be sure of where no phrase says anything.
constexpr float kModelAct = 0.85F;
constexpr float kModelAbuse = 0.85F;

constexpr float kCertain = 0.95F;
constexpr float kLikely = 0.80F;
constexpr float kGuess = 0.55F;

constexpr std::array kAbuseClasses = {PhraseClass::Insult, PhraseClass::Profanity,
                                      PhraseClass::Complaint, PhraseClass::Greeting};
constexpr std::array kSocialClasses = {
    PhraseClass::Thanks,   PhraseClass::Greeting, PhraseClass::Goodbye, PhraseClass::SmallTalk,
    PhraseClass::Gladness, PhraseClass::Praise,   PhraseClass::Affirm,  PhraseClass::Deny};
/// Content words of a search without a verb: one alone may be anything.
constexpr std::size_t kLeastOfSearch = 2;
constexpr std::size_t kMostOfSearch = 7;
/// "Brill, done": probability of a positive sentiment from which on words of few are a remark.
constexpr float kGlad = 0.5F;
/// Of no more words, and of less than this probability to ask, a glad remark asks nothing. Longer
/// ones do, in spite of the model ("Great! I am also looking for a museum"): in STAR and USS it
/// errs in one of two.
constexpr std::uint16_t kGladWords = 7;
constexpr float kAsks = 0.1F;
constexpr std::array kReactionClasses = {
    PhraseClass::Insult,      PhraseClass::Complaint,   PhraseClass::Profanity,
    PhraseClass::Praise,      PhraseClass::WrongAnswer, PhraseClass::Correction,
    PhraseClass::StillBroken, PhraseClass::Sarcasm,     PhraseClass::Repetition,
    PhraseClass::GivingUp,    PhraseClass::SmallTalk,   PhraseClass::Thanks,
    PhraseClass::Affirm,      PhraseClass::Greeting};
constexpr std::array kCancelClasses = {PhraseClass::Cancel,   PhraseClass::Thanks,
                                       PhraseClass::GivingUp, PhraseClass::Complaint,
                                       PhraseClass::Insult,   PhraseClass::Goodbye};
constexpr std::array kAnswerClasses = {PhraseClass::Affirm, PhraseClass::Deny, PhraseClass::Thanks,
                                       PhraseClass::Praise, PhraseClass::Escalate};

bool opens_with(const TurnView& view, PhraseClass phrase_class) noexcept {
  const MarkedHit* const hit = view.phrases.best(phrase_class, mark::kQuoted);
  return hit != nullptr && hit->hit.begin <= 1;
}

/// Where the first phrase of a class begins, or the number of words.
std::size_t first(const TurnView& view, PhraseClass phrase_class) noexcept {
  std::size_t at = view.phrases.words().size();
  for (const MarkedHit& one : view.phrases.hits()) {
    if (one.hit.phrase_class == phrase_class && one.hit.begin < at) at = one.hit.begin;
  }
  return at;
}

/// "See? Simple. Thank you" asks nothing.
bool asks_question(const TurnView& view) noexcept {
  return view.turn.counts.ends_with_question || view.phrases.has(PhraseClass::QuestionForm) ||
         (view.turn.counts.question_marks > 0 && !view.phrases.has(PhraseClass::Thanks));
}

/// Yes or no, as an answer or alone.
ActFinding yes_or_no(const TurnView& view) noexcept {
  const std::size_t beside = view.phrases.content_words_beside(kAnswerClasses);
  const std::size_t most = view.situation.after_question ? kBesideAnswer : 0;
  if ((beside > most && !view.situation.after_check) || view.turn.counts.ends_with_question)
    return {};
  // "ok thanks" thanks, unless something was asked; "no thanks" refuses, unless the question was
  // whether there is anything else.
  if (!view.situation.after_question && view.phrases.has(PhraseClass::Thanks) &&
      (view.situation.after_opener || !view.phrases.has(PhraseClass::Deny))) {
    return {};
  }
  // The one said first: "no, that is fine" refuses.
  const bool yes = opens_with(view, PhraseClass::Affirm);
  const bool no = opens_with(view, PhraseClass::Deny);
  if (!yes && !no) return {};
  const bool denies =
      no && (!yes || first(view, PhraseClass::Deny) <= first(view, PhraseClass::Affirm));
  return {denies ? Act::Deny : Act::Affirm, kCertain, false};
}

ActFinding social(const TurnView& view) noexcept {
  const std::size_t beside = view.phrases.content_words_beside(kSocialClasses);
  if (beside > kBesideSocial) return {};
  if (beside > 0 && asks_question(view)) return {};
  const bool greets = view.phrases.has(PhraseClass::Greeting);
  if (view.turn.counts.ends_with_question && !greets) return {};
  if (view.phrases.strength(PhraseClass::Thanks, kNotMeant) > 0) return {Act::Thanks, kCertain};
  if (view.phrases.strength(PhraseClass::Goodbye, kNotMeant) > 0) return {Act::Goodbye, kCertain};
  const bool asks = view.phrases.has(PhraseClass::RequestForm);
  if (greets && !asks) return {Act::Greeting, kCertain};
  return {};
}

/// "It printed, wooo": the model hears joy in a few words, and neither a question nor a request.
bool is_glad(const TurnView& view) noexcept {
  const Scores& scores = view.scores;
  return scores.scored && view.turn.counts.words <= kGladWords && scores.sentiment[2] >= kGlad &&
         scores.act[static_cast<std::size_t>(Act::Question)] +
                 scores.act[static_cast<std::size_t>(Act::Request)] <
             kAsks;
}

ActFinding asking(const TurnView& view) noexcept {
  if (view.turn.counts.question_marks == 0 && is_glad(view)) return {};
  const bool requests = view.phrases.has(PhraseClass::RequestForm);
  const bool asks = asks_question(view);
  if (!requests && !asks) return {};
  const bool request_first =
      requests && (first(view, PhraseClass::RequestForm) <= first(view, PhraseClass::QuestionForm));
  // Told what was asked for: "I need it on Friday" after "When do you need it?" answers.
  const bool told = view.situation.after_question && !asks;
  if (told && request_first && view.phrases.content_words_beside({}) > 0) {
    return {Act::Answer, kLikely, false};
  }
  return request_first ? ActFinding{Act::Request, kLikely, true}
                       : ActFinding{Act::Question, kLikely, true};
}

/// "flights to Rome": a few content words without a verb, a speaker or a feeling.
bool is_search(const TurnView& view, std::size_t content) noexcept {
  if (content < kLeastOfSearch || content > kMostOfSearch) return false;
  if (view.scores.scored && view.scores.sentiment[2] >= kGlad) return false;
  for (const PhraseWord& word : view.phrases.words()) {
    if ((word.classes & (word_class::kFinite | word_class::kFirstPerson)) != 0) return false;
  }
  for (const PhraseClass reaction : kReactionClasses) {
    if (view.phrases.has(reaction)) return false;
  }
  return true;
}

/// What the model says where rules only guess.
ActFinding from_model(const TurnView& view, ActFinding guess) noexcept {
  if (!view.scores.scored) return guess;
  std::size_t best = 0;
  for (std::size_t i = 1; i < view.scores.act.size(); ++i) {
    if (view.scores.act[i] > view.scores.act[best]) best = i;
  }
  const float probability = view.scores.act[best];
  const auto act = static_cast<Act>(best);
  const bool needs_phrase = act == Act::Escalate || act == Act::Cancel || act == Act::Abuse ||
                            act == Act::Affirm || act == Act::Deny;
  if (probability < kModelAct || needs_phrase || act == Act::Other) return guess;
  if (act == Act::Answer && !view.situation.after_question) return guess;
  return {act, probability, act == Act::Question || act == Act::Request};
}

}  // namespace

ActFinding find_act(const TurnView& view) noexcept {
  const PhraseReading& phrases = view.phrases;
  if (phrases.words().empty()) return {Act::Other, kGuess, false};

  const ActFinding answer = yes_or_no(view);
  const bool accepts_transfer = view.situation.after_handoff_offer && answer.act != Act::Other;
  if (accepts_transfer) return answer;
  if (phrases.best(PhraseClass::Escalate, kNotMeant | mark::kThirdParty) != nullptr) {
    return {Act::Escalate, kCertain, true};
  }
  const bool insults = phrases.strength(PhraseClass::Insult, kNotMeant) > kGuess;
  if (insults && phrases.content_words_beside(kAbuseClasses) <= kBesideAbuse) {
    return {Act::Abuse, kCertain, false};
  }
  const bool quoted = phrases.has(PhraseClass::Quoting) || phrases.has(PhraseClass::ThirdParty);
  if (view.scores.scored && view.scores.abuse >= kModelAbuse && !quoted) {
    return {Act::Abuse, view.scores.abuse, false};
  }
  const bool cancels = phrases.best(PhraseClass::Cancel, kNotMeant) != nullptr;
  if (cancels && phrases.content_words_beside(kCancelClasses) <= kBesideCancel) {
    return {Act::Cancel, kCertain, false};
  }
  if (answer.act != Act::Other) return answer;
  if (const ActFinding found = social(view); found.act != Act::Other) return found;
  if (const ActFinding found = asking(view); found.act != Act::Other) return found;
  if (insults) return {Act::Abuse, kLikely, false};
  if (view.situation.after_question) return {Act::Answer, kLikely, false};

  const std::size_t content = phrases.content_words_beside({});
  if (content == 0) return from_model(view, {Act::Other, kGuess, false});
  if (is_search(view, content)) return {Act::Request, kGuess, true};
  const ActFinding statement{Act::Statement, kGuess, false};
  for (const PhraseWord& word : phrases.words()) {
    if ((word.classes & word_class::kFirstPerson) != 0) return statement;
  }
  return from_model(view, statement);
}

}  // namespace undertone
