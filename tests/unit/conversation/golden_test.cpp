// The golden conversations with the shipped English model. Single turns may be read wrongly when a
// model is trained anew; the story as a whole may not.
#include <catch2/catch.hpp>

#include "tests/support/dialogue.h"
#include "tests/support/load_models.h"

using namespace undertone;
using namespace undertone::test;

namespace {

void load_english(Analyzer& analyzer) { REQUIRE(testing::load_models(analyzer)); }

std::string listed(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

}  // namespace

TEST_CASE("golden conversations are read as a person reads them", "[conversation][golden]") {
  Analyzer analyzer;
  load_english(analyzer);
  Agreement agreement;
  for (const CorpusCase& dialogue : read_corpus("conversation")) {
    agreement.add(dialogue, play(analyzer, dialogue));
  }
  INFO(listed(agreement.differences));
  CHECK(agreement.dialogues >= 60);
  CHECK(agreement.outcome_accuracy() >= 0.85);
  CHECK(agreement.moment_precision() >= 0.90);
  CHECK(agreement.moment_recall() >= 0.75);
  CHECK(agreement.label_accuracy() >= 0.85);
}

TEST_CASE("a form is no loop and no rephrase", "[conversation][golden]") {
  Analyzer analyzer;
  load_english(analyzer);
  for (const CorpusCase& dialogue : read_corpus("conversation/forms.txt")) {
    INFO(dialogue.where << " " << dialogue.title);
    const Reading reading = play(analyzer, dialogue);
    CHECK(reading.summary.loops == 0);
    CHECK(reading.summary.repeats + reading.summary.rephrases == 0);
    CHECK_FALSE(reading.summary.stalled);
  }
}
