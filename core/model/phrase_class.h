// What a phrase of the model's phrase table says; one data file per class.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace undertone {

/// Appended to, never reordered: the model file stores the number.
enum class PhraseClass : std::uint8_t {
  // Cues of frustration, in the order of FrustrationCue.
  Insult,
  Profanity,
  Complaint,
  NotUnderstood,
  WrongAnswer,
  Repetition,
  GivingUp,
  Ultimatum,
  Sarcasm,
  Impatience,
  // Reactions to an answer.
  Praise,
  StillBroken,
  Correction,
  Fix,
  Clarification,
  Challenge,
  // Dialogue acts.
  Escalate,
  Cancel,
  Thanks,
  Greeting,
  Goodbye,
  Affirm,
  Deny,
  QuestionForm,
  RequestForm,
  SmallTalk,
  // Affect of the text, whoever it is about.
  Gladness,
  Distress,
  // Business risk, in the order of Risk.
  Churn,
  Refund,
  Legal,
  Payment,
  Unavailable,
  Outage,
  Slow,
  Safety,
  // Answers.
  Fallback,
  Refusal,
  Apology,
  Sympathy,
  HandoffOffered,
  HandoffDone,
  Proposal,
  OpenQuestion,
  Opener,
  // Guards: what takes the force from a phrase after it.
  Quoting,
  HowTo,
  Hypothetical,
  ThirdParty,
  Emphasis,
  NegativeEmoji,
  // Actions with an opposite; the weight says which: 2k - 1 against 2k.
  Opposite,
  // Answers, again.
  Unfulfilled,
  Check,
};
inline constexpr std::size_t kNumPhraseClasses = 54;

/// Name of a class and of its data file (models/<language>/phrases/<name>.tsv).
inline constexpr std::array<std::string_view, kNumPhraseClasses> kPhraseClassNames = {
    "insult",          "profanity",    "complaint",      "not_understood",
    "wrong_answer",    "repetition",   "giving_up",      "ultimatum",
    "sarcasm",         "impatience",   "praise",         "still_broken",
    "correction",      "fix",          "clarification",  "challenge",
    "escalate",        "cancel",       "thanks",         "greeting",
    "goodbye",         "affirm",       "deny",           "question_form",
    "request_form",    "small_talk",   "gladness",       "distress",
    "churn",           "refund",       "legal",          "payment",
    "unavailable",     "outage",       "slow",           "safety",
    "fallback",        "refusal",      "apology",        "sympathy",
    "handoff_offered", "handoff_done", "proposal",       "open_question",
    "opener",          "quoting",      "how_to",         "hypothetical",
    "third_party",     "emphasis",     "negative_emoji", "opposite",
    "unfulfilled",     "check",
};
static_assert(static_cast<std::size_t>(PhraseClass::Check) + 1 == kNumPhraseClasses);

/// What a single word does in any sentence; bits of PhraseWord::classes.
namespace word_class {
inline constexpr std::uint8_t kNegator = 1;      ///< "not", "never"
inline constexpr std::uint8_t kTransparent = 2;  ///< a negation reaches over it
inline constexpr std::uint8_t kFunction = 4;     ///< says nothing of what a request is about
inline constexpr std::uint8_t kFirstPerson = 8;  ///< the user, alone or among others
inline constexpr std::uint8_t kQuestion = 16;    ///< "what", "when", ...
inline constexpr std::uint8_t kFinite = 32;      ///< makes a sentence a statement
}  // namespace word_class

/// Names of the classes of words, by bit, and of their data files.
inline constexpr std::array<std::string_view, 6> kWordClassNames = {
    "negator", "transparent", "function_word", "first_person", "question_word", "finite"};

}  // namespace undertone
