#include "tests/support/dialogue.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <string_view>

#include "core/conversation/conversation.h"

namespace undertone::test {
namespace {

constexpr std::uint32_t kAnswerAfterMs = 2000;
constexpr std::uint32_t kReplyAfterMs = 8000;
constexpr std::uint32_t kMinuteMs = 60000;

template <class Enum, std::size_t kSize>
Enum value_named(const std::array<std::string_view, kSize>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw std::runtime_error("unknown name: " + name);
  return static_cast<Enum>(found - names.begin());
}

std::string yes_no(bool value) { return value ? "yes" : "no"; }

std::map<std::string, std::string> labels_of(const UserMessageEvent& user) {
  std::string risks;
  for (std::size_t i = 0; i < enum_size<Risk>; ++i) {
    const auto risk = static_cast<Risk>(i);
    if (user.risk.contains(risk)) risks += (risks.empty() ? "" : "+") + std::string{name_of(risk)};
  }
  return {{"sentiment", std::string{name_of(user.sentiment_label)}},
          {"frustration", std::string{name_of(user.frustration_label)}},
          {"rephrase", std::string{name_of(user.rephrase_label)}},
          {"feedback", std::string{name_of(user.feedback)}},
          {"act", std::string{name_of(user.act)}},
          {"risk", risks}};
}

std::map<std::string, std::string> labels_of(const AssistantMessageEvent& answer) {
  return {{"fallback", yes_no(answer.fallback)},
          {"refusal", yes_no(answer.refusal)},
          {"apology", yes_no(answer.apology)},
          {"handoff_offered", yes_no(answer.handoff_offered)},
          {"handoff_done", yes_no(answer.handoff_done)},
          {"asks_question", yes_no(answer.asks_question)}};
}

bool agrees(const std::string& expected, const std::string& found) {
  if (expected == "some") return found == "mild" || found == "strong";
  if (expected == "again") return found == "repeat" || found == "rephrase";
  return expected == found;
}

/// Tells one dialogue to the analyzer, line by line.
class Player {
 public:
  explicit Player(Analyzer& analyzer) : analyzer_{analyzer} {}

  void line(const std::string& text) {
    const std::size_t colon = text.find(": ");
    if (colon == std::string::npos) throw std::runtime_error("not a line of a dialogue: " + text);
    const std::string kind = text.substr(0, colon);
    const std::string rest = text.substr(colon + 2);
    if (kind == "user") {
      message(Role::User, ErrorClass::None, rest);
    } else if (kind == "bot") {
      message(Role::Assistant, ErrorClass::None, rest);
    } else if (kind == "error") {
      message(Role::Assistant, value_named<ErrorClass>(kErrorClassNames, rest), "");
    } else if (kind == "action") {
      action(rest);
    } else if (kind == "pause") {
      time_ms_ += kMinuteMs * static_cast<std::uint32_t>(std::stoul(rest));
    } else {
      throw std::runtime_error("unknown kind of line: " + kind);
    }
  }

  Reading finish() {
    EndInput end;
    end.reason = EndReason::Idle;
    take(analyzer_.end(conversation_, end));
    reading_.outcome = name_of(reading_.summary.outcome);
    return reading_;
  }

 private:
  void message(Role role, ErrorClass error, const std::string& text) {
    MessageInput input;
    input.role = role;
    input.error = error;
    input.time_ms = time_ms_ += role == Role::User ? kReplyAfterMs : kAnswerAfterMs;
    const std::size_t index = conversation_.state.next_turn_index;
    const Update update = analyzer_.add_message(conversation_, input, text);
    if (update.user) reading_.labels[index] = labels_of(*update.user);
    if (update.assistant) reading_.labels[index] = labels_of(*update.assistant);
    take(update);
  }

  void action(const std::string& text) {
    std::istringstream words{text};
    std::string name;
    ActionInput input;
    words >> name >> input.value;
    input.action = value_named<Action>(kActionNames, name);
    input.time_ms = time_ms_ += kAnswerAfterMs;
    take(analyzer_.add_action(conversation_, input));
  }

  void take(const Update& update) {
    for (std::size_t i = 0; i < update.num_moments; ++i) {
      const MomentEvent& moment = update.moments[i];
      reading_.moments.push_back(std::string{name_of(moment.moment)} + "@" +
                                 std::to_string(moment.turn_index));
    }
    reading_.summary = update.conversation;
  }

  Analyzer& analyzer_;
  Conversation conversation_;
  Reading reading_;
  std::uint32_t time_ms_ = 0;
};

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

Reading play(Analyzer& analyzer, const CorpusCase& dialogue) {
  Player player{analyzer};
  std::istringstream lines{dialogue.input};
  for (std::string line; std::getline(lines, line);) player.line(line);
  return player.finish();
}

void Agreement::add(const CorpusCase& dialogue, const Reading& reading) {
  ++dialogues;
  const auto differ = [&](const std::string& what) {
    differences.push_back(dialogue.where + " " + dialogue.title + ": " + what);
  };
  std::vector<std::string> moments;
  std::istringstream lines{dialogue.expected};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words{line};
    std::string head;
    words >> head;
    if (head == "outcome:") {
      std::string outcome;
      words >> outcome;
      if (outcome == reading.outcome) ++right_outcomes;
      if (outcome != reading.outcome) differ("outcome " + reading.outcome + ", not " + outcome);
    } else if (head == "moments:") {
      for (std::string moment; words >> moment;) moments.push_back(moment);
    } else {
      const std::size_t index = std::stoul(head);
      const auto& found = reading.labels.at(index);
      for (std::string label; words >> label;) {
        const std::string key = label.substr(0, label.find('='));
        const std::string value = label.substr(label.find('=') + 1);
        ++labels;
        if (agrees(value, found.at(key))) ++right_labels;
        if (!agrees(value, found.at(key))) {
          differ(head + " " + key + " " + found.at(key) + ", not " + value);
        }
      }
    }
  }
  moments_expected += moments.size();
  moments_found += reading.moments.size();
  for (const std::string& moment : reading.moments) {
    const bool right = std::find(moments.begin(), moments.end(), moment) != moments.end();
    moments_right += right ? 1U : 0U;
    if (!right) differ("moment " + moment + " that is none");
  }
  for (const std::string& moment : moments) {
    const auto& found = reading.moments;
    if (std::find(found.begin(), found.end(), moment) == found.end()) differ("no moment " + moment);
  }
}

double Agreement::outcome_accuracy() const { return share(right_outcomes, dialogues); }
double Agreement::label_accuracy() const { return share(right_labels, labels); }
double Agreement::moment_precision() const { return share(moments_right, moments_found); }
double Agreement::moment_recall() const { return share(moments_right, moments_expected); }

}  // namespace undertone::test
