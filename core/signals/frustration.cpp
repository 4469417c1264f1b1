// Frustration: negative affect about the assistant, its answer or the service.
#include <array>

#include "core/base/limits.h"
#include "core/signals/rules.h"

namespace undertone {
namespace {

/// Labels by score. Weights in models/en/phrases are given on this scale: a civil complaint is
/// 0.50 to 0.66, an insult, sarcasm, an ultimatum or giving up 0.70 and more.
constexpr float kMild = 0.45F;
constexpr float kStrong = 0.70F;

/// Each further kind of cue adds this much: "I told you already, this is useless" is more than
/// either half.
constexpr float kFurtherCue = 0.05F;
/// Each intensifier, only on top of a cue: a shouted complaint of 0.60 becomes strong by two.
constexpr float kIntensifier = 0.06F;
constexpr float kAfterFailure = 0.04F;
constexpr float kMostByContext = 0.20F;

constexpr float kThreat = 0.72F;

/// Wanting a human is no frustration; wanting one after a failed answer, or again, is.
constexpr float kHumanDemandAfterFailure = 0.50F;

/// The model alone, without any phrase. Until it is calibrated on chat it gives no more than mild.
/// In dialogues written for tests 71 of 90 frustrated turns and 1 of 110 others are from .85 to
/// .93, with .97 as many and none; of 30,144 plain messages 110 are mild at .85, 102 at .93, 96 at
/// .97, where "this is going nowhere" is heard no more.
constexpr float kModelMild = 0.93F;
/// A plain request borrows strong words more often ("recommend a stupid comedy").
constexpr float kModelMildRequest = 0.95F;
/// After a failed answer less is needed, least for praise: "wow, so helpful" is not meant then. No
/// turn of those dialogues changes from .30 to .70, none of them, of STAR or of USS for praise from
/// .15 to .50: that bar rests on the cases of tests/corpus/signals.
constexpr float kModelMildAfterFailure = 0.50F;
constexpr float kPraiseAfterFailure = 0.15F;
constexpr float kModelMildScore = 0.50F;
/// Words of complaint about a film, a rule or a neighbour: under this probability the model hears
/// nothing about the service, unless the answer before failed. Of 90 frustrated turns and 120
/// others of dialogues written for tests it finds 71 and 1 so; at 0 it would be 77 and 1, but plain
/// messages (30,176) with a mild one 145, not 102.
constexpr float kModelDeaf = 0.05F;
/// Who answers a question judges what was asked about.
constexpr float kModelDeafToAnswers = 0.30F;
/// Share of the model's probability that an unlabelled turn's score shows.
constexpr float kModelBelow = 0.44F;

constexpr std::uint8_t kVetoes = mark::kNegated | mark::kQuoted;
constexpr std::uint8_t kVetoesOfOthers = kVetoes | mark::kThirdParty;

struct CueClass {
  PhraseClass phrase_class;
  FrustrationCue cue;
  std::uint8_t vetoes;
  /// its words are said of other things as well: the model decides whether they count
  bool of_anything = false;
};
constexpr std::array kCueClasses = {
    CueClass{PhraseClass::Insult, FrustrationCue::Insult, kVetoes},
    CueClass{PhraseClass::Profanity, FrustrationCue::Profanity, kVetoes},
    CueClass{PhraseClass::Complaint, FrustrationCue::Complaint, kVetoesOfOthers, true},
    CueClass{PhraseClass::NotUnderstood, FrustrationCue::NotUnderstood, kVetoes},
    CueClass{PhraseClass::WrongAnswer, FrustrationCue::WrongAnswer, kVetoesOfOthers, true},
    CueClass{PhraseClass::Repetition, FrustrationCue::Repetition, kVetoesOfOthers, true},
    CueClass{PhraseClass::GivingUp, FrustrationCue::GivingUp, kVetoes},
    CueClass{PhraseClass::Ultimatum, FrustrationCue::Ultimatum, kVetoes},
    CueClass{PhraseClass::Sarcasm, FrustrationCue::Sarcasm, kVetoes},
    CueClass{PhraseClass::Impatience, FrustrationCue::Impatience, kVetoesOfOthers},
};

/// Shouting: at least two words in capitals, and most of them.
bool shouts(const TurnCounts& counts) noexcept {
  return counts.all_caps_words >= 2 && 2 * counts.all_caps_words >= counts.words;
}

bool bursts(const TurnCounts& counts) noexcept {
  constexpr std::uint16_t kBurst = 2;
  return counts.exclamation_marks >= kBurst || counts.question_marks >= kBurst;
}

/// Adds the intensifiers as cues and says how many there are.
int add_intensifiers(const TurnView& view, EnumSet<FrustrationCue>& cues) noexcept {
  int count = 0;
  const auto add = [&](bool present, FrustrationCue cue) {
    if (!present) return;
    cues.insert(cue);
    ++count;
  };
  const TurnCounts& counts = view.turn.counts;
  add(shouts(counts), FrustrationCue::Capitals);
  add(bursts(counts), FrustrationCue::Punctuation);
  add(counts.stretched_words > 0, FrustrationCue::Stretching);
  add(view.phrases.has(PhraseClass::NegativeEmoji), FrustrationCue::NegativeEmoji);
  return count;
}

/// Lawyer, court or regulator on a condition.
bool threatens(const TurnView& view) noexcept {
  if (view.turn.counts.ends_with_question || view.phrases.has(PhraseClass::HowTo)) return false;
  for (const MarkedHit& one : view.phrases.hits()) {
    if (one.hit.phrase_class == PhraseClass::Legal && one.hit.weight > 0 &&
        one.marks == mark::kHypothetical) {
      return true;
    }
  }
  return false;
}

bool asked_for_human_before(const DialogueMemory& memory) noexcept {
  for (std::size_t i = 0; i < memory.user_turns.size(); ++i) {
    if (memory.user_turns[i].act == Act::Escalate) return true;
  }
  return false;
}

/// Whether a guard speaks against what the model heard: it is negated, quoted or about others.
bool is_taken_back(const TurnView& view) noexcept {
  if (view.phrases.has(PhraseClass::Quoting) || view.phrases.has(PhraseClass::ThirdParty)) {
    return true;
  }
  for (const CueClass& one : kCueClasses) {
    for (const MarkedHit& hit : view.phrases.hits()) {
      if (hit.hit.phrase_class == one.phrase_class && (hit.marks & one.vetoes) != 0) return true;
    }
  }
  return false;
}

float clamp(float score) noexcept { return score < 0 ? 0 : score > 1 ? 1 : score; }

FrustrationLabel label_of(float score) noexcept {
  return score >= kStrong ? FrustrationLabel::Strong
         : score >= kMild ? FrustrationLabel::Mild
                          : FrustrationLabel::None;
}

}  // namespace

FrustrationFinding find_frustration(const TurnView& view, Act act) noexcept {
  FrustrationFinding finding;
  int kinds = 0;
  const float model = view.scores.frustration;
  const bool deaf = !view.situation.after_failure && act != Act::Escalate &&
                    model < (view.situation.after_question ? kModelDeafToAnswers : kModelDeaf);
  for (const CueClass& one : kCueClasses) {
    if (deaf && one.of_anything) continue;
    const float strength = view.phrases.strength(one.phrase_class, one.vetoes);
    if (strength <= 0) continue;
    finding.cues.insert(one.cue);
    ++kinds;
    if (strength > finding.score) finding.score = strength;
  }
  // "If I do not have it by Friday, my lawyer will write": a condition makes it an ultimatum.
  if (threatens(view) && finding.score < kThreat) {
    finding.cues.insert(FrustrationCue::Ultimatum);
    finding.score = kThreat;
    ++kinds;
  }
  finding.giving_up = finding.cues.contains(FrustrationCue::GivingUp);

  if (act == Act::Escalate) {
    const bool pressed = view.situation.after_failure || asked_for_human_before(view.memory);
    if (pressed || kinds > 0) finding.cues.insert(FrustrationCue::HumanDemand);
    if (kinds > 0) ++kinds;
    if (pressed && finding.score < kHumanDemandAfterFailure) {
      finding.score = kHumanDemandAfterFailure;
    }
  }

  if (finding.score < kMild) {
    const float needed = act == Act::Request || act == Act::Answer ? kModelMildRequest
                         : !view.situation.after_failure           ? kModelMild
                         : view.phrases.has(PhraseClass::Praise)   ? kPraiseAfterFailure
                                                                   : kModelMildAfterFailure;
    if (model >= needed && !is_taken_back(view)) {
      finding.cues.insert(FrustrationCue::Model);
      finding.score = kModelMildScore;
    } else if (finding.cues.empty()) {
      finding.score = kModelBelow * model;
      return finding;
    }
  }

  float more = kinds > 1 ? kFurtherCue * static_cast<float>(kinds - 1) : 0;
  more += kIntensifier * static_cast<float>(add_intensifiers(view, finding.cues));
  if (view.situation.after_failure) {
    finding.cues.insert(FrustrationCue::AfterFailure);
    more += kAfterFailure;
  }
  finding.score = clamp(finding.score + (more < kMostByContext ? more : kMostByContext));
  finding.label = label_of(finding.score);
  return finding;
}

}  // namespace undertone
