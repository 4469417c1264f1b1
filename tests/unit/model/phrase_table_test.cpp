#include "core/model/phrase_table.h"

#include <array>
#include <catch2/catch.hpp>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/base/word_hash.h"
#include "core/cli/phrase_compiler.h"
#include "core/model/model.h"

using namespace undertone;

namespace {

const std::string kEnglish = UNDERTONE_SOURCE_DIR "/models/en";

std::span<const std::byte> bytes_of(const std::vector<char>& chars) {
  return std::as_bytes(std::span{chars});
}

const std::vector<char>& english_section() {
  static const std::vector<char> section = cli::compile_phrases(kEnglish + "/phrases");
  return section;
}

/// A turn of plain words; "?" is a mark, a leading "|" begins a sentence.
TurnFeatures turn_of(const std::vector<const char*>& words) {
  TurnFeatures turn;
  for (const char* word : words) {
    TurnWord& out = turn.word_buffer[turn.num_words++];
    out = {};
    if (*word == '|') {
      out.flags = word_flag::kSentenceStart;
      ++word;
    }
    out.hash = word_hash(word);
    out.other_hash = out.hash;
    if (std::strcmp(word, "?") == 0) out.kind = WordKind::Punctuation;
  }
  return turn;
}

std::vector<PhraseHit> hits_of(const TurnFeatures& turn) {
  PhraseTable table;
  REQUIRE(table.open(bytes_of(english_section())) == Status::Ok);
  std::array<PhraseWord, kPhraseWords> words;
  const std::size_t num_words = table.read(turn, words);
  std::vector<PhraseHit> hits(kPhraseHits);
  hits.resize(table.match(std::span{words}.first(num_words), hits));
  return hits;
}

bool has(const std::vector<PhraseHit>& hits, PhraseClass phrase_class) {
  for (const PhraseHit& hit : hits) {
    if (hit.phrase_class == phrase_class) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("the shipped English model holds the phrases of the data files", "[model][phrases]") {
  std::ifstream file{kEnglish + "/model.bin", std::ios::binary};
  const std::vector<char> bytes{std::istreambuf_iterator<char>{file}, {}};
  const LoadedModel loaded = Model::load(bytes_of(bytes));
  REQUIRE(loaded.status == Status::Ok);
  const auto section = loaded.model->section(ModelSection::Phrases);
  const auto fresh = bytes_of(english_section());
  INFO("run: undertone pack-phrases --into models/en/phrases models/en/model.bin");
  REQUIRE(section.size() == fresh.size());
  CHECK(std::memcmp(section.data(), fresh.data(), fresh.size()) == 0);
}

TEST_CASE("spellings stand for their words", "[model][phrases]") {
  CHECK(has(hits_of(turn_of({"u", "r", "usless"})), PhraseClass::Insult));
  CHECK(has(hits_of(turn_of({"you", "are", "useless"})), PhraseClass::Insult));
  CHECK_FALSE(has(hits_of(turn_of({"you", "are", "here"})), PhraseClass::Insult));
}

TEST_CASE("a phrase does not reach over the end of a sentence", "[model][phrases]") {
  CHECK(has(hits_of(turn_of({"cancel", "my", "subscription"})), PhraseClass::Churn));
  CHECK_FALSE(has(hits_of(turn_of({"cancel", "my", "|subscription"})), PhraseClass::Churn));
}

TEST_CASE("a longer phrase of weight 0 takes the place of a shorter one", "[model][phrases]") {
  CHECK(has(hits_of(turn_of({"escalate", "this"})), PhraseClass::Escalate));
  CHECK_FALSE(has(hits_of(turn_of({"how", "do", "i", "escalate", "this", "ticket", "in", "jira"})),
                  PhraseClass::Escalate));
}

TEST_CASE("a question mark may stand before the end of a message", "[model][phrases]") {
  CHECK(has(hits_of(turn_of({"human", "please", "?"})), PhraseClass::Escalate));
}

TEST_CASE("what was found before changes nothing", "[model][phrases]") {
  const std::vector<std::vector<const char*>> turns = {
      {"i", "want", "to", "cancel", "my", "account", "now"},
      {"you", "are", "not", "listening", "to", "me", "|i", "want", "a", "human"},
      {"i", "do", "not", "want", "this", "|i", "need", "to", "talk", "to", "a", "person"},
      {"why", "do", "you", "keep", "saying", "the", "same", "thing", "?"}};
  PhraseTable used;
  REQUIRE(used.open(bytes_of(english_section())) == Status::Ok);
  const auto match = [](const PhraseTable& table, const TurnFeatures& turn) {
    std::array<PhraseWord, kPhraseWords> words;
    std::vector<PhraseHit> hits(kPhraseHits);
    hits.resize(table.match(std::span{words}.first(table.read(turn, words)), hits));
    return hits;
  };
  for (int round = 0; round < 2; ++round) {
    for (const std::vector<const char*>& words : turns) {
      const TurnFeatures turn = turn_of(words);
      PhraseTable fresh;
      REQUIRE(fresh.open(bytes_of(english_section())) == Status::Ok);
      const std::vector<PhraseHit> expected = match(fresh, turn);
      const std::vector<PhraseHit> found = match(used, turn);
      CHECK_FALSE(expected.empty());
      REQUIRE(found.size() == expected.size());
      for (std::size_t i = 0; i < found.size(); ++i) {
        CHECK(found[i].phrase_class == expected[i].phrase_class);
        CHECK(found[i].weight == expected[i].weight);
        CHECK(found[i].begin == expected[i].begin);
        CHECK(found[i].end == expected[i].end);
      }
    }
  }
}

TEST_CASE("edges out of order are refused", "[model][phrases]") {
  // No words but those with a meaning of their own; their edges lead nowhere, then come those of a
  // node of two edges.
  const auto section = [](std::uint8_t of_root, std::uint8_t first, std::uint8_t second) {
    std::vector<char> bytes;
    const auto put = [&](std::uint32_t value, unsigned size) {
      for (unsigned i = 0; i < size; ++i) bytes.push_back(static_cast<char>(value >> 8 * i));
    };
    constexpr std::uint32_t kWords = phrase_symbol::kFirstWord;
    constexpr std::uint32_t kEdges = kWords + 2;
    constexpr std::uint32_t kFirstSet = phrase_symbol::kLast + 1U;
    constexpr std::array kHeader = {4U,     0U, kWords,    0U,        kEdges,
                                    kWords, 0U, kFirstSet, kFirstSet, 0U};
    for (const std::uint32_t value : kHeader) put(value, 4);
    bytes.resize(bytes.size() + kWords + 2 * (kWords + 1));
    const auto edge = [&](std::uint32_t symbol) {
      put(symbol, 2);
      put(0, 4);
    };
    for (std::uint32_t i = 0; i < kWords - 1; ++i) edge(i == 5 ? of_root : i);
    edge((kWords - 1) | 0x8000U);
    edge(first);
    edge(second | 0x8000U);
    return bytes;
  };
  const auto opened = [&](std::uint8_t of_root, std::uint8_t first, std::uint8_t second) {
    PhraseTable table;
    return table.open(bytes_of(section(of_root, first, second)));
  };
  CHECK(opened(5, 16, 17) == Status::Ok);
  CHECK(opened(5, 17, 16) == Status::BadValue);
  // An edge of the root is found by its symbol.
  CHECK(opened(4, 16, 17) == Status::BadValue);
}

TEST_CASE("a cut section is refused at every length", "[model][phrases]") {
  const auto whole = bytes_of(english_section());
  for (std::size_t size = 0; size < whole.size(); size += size < 64 ? 1 : 997) {
    PhraseTable table;
    CHECK(table.open(whole.first(size)) != Status::Ok);
  }
}

TEST_CASE("damaged sections are refused or match without harm", "[model][phrases]") {
  std::vector<char> section = english_section();
  const TurnFeatures turn = turn_of({"you", "are", "so", "useless", "cancel", "my", "account"});
  std::uint32_t state = 12345;
  for (int round = 0; round < 300; ++round) {
    state = state * 1664525U + 1013904223U;
    const std::size_t at = state % section.size();
    const char before = section[at];
    section[at] = static_cast<char>(state >> 24U);
    PhraseTable table;
    if (table.open(bytes_of(section)) == Status::Ok) {
      std::array<PhraseWord, kPhraseWords> words;
      std::array<PhraseHit, kPhraseHits> hits;
      const std::size_t num_words = table.read(turn, words);
      CHECK(table.match(std::span{words}.first(num_words), hits) <= kPhraseHits);
    }
    section[at] = before;
  }
}

TEST_CASE("an empty table finds nothing", "[model][phrases]") {
  const PhraseTable empty;
  std::array<PhraseWord, kPhraseWords> words;
  std::array<PhraseHit, kPhraseHits> hits;
  const std::size_t num_words = empty.read(turn_of({"you", "are", "useless"}), words);
  CHECK(num_words == 3);
  CHECK(empty.match(std::span{words}.first(num_words), hits) == 0);
}
