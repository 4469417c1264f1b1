#include "core/pieces/pieces.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/support/piece_file.h"

using namespace undertone;

namespace {

const std::vector<std::string> kBeginnings = {"!",      "!!", "'s", ":-(",   "a", "can",
                                              "cancel", "it", "my", "order", "x"};
const std::vector<std::string> kContinuations = {"!", "a", "e", "i", "ing", "l", "s", "x"};

/// Pieces by spelling; those with a meaning of their own as "<number>".
std::vector<std::string> split(std::string_view text, std::size_t most = 64) {
  PieceVocabulary vocabulary;
  REQUIRE(vocabulary.load(testing::piece_file(kBeginnings, kContinuations)) == Status::Ok);
  Pieces pieces{vocabulary};
  std::vector<std::uint16_t> ids(most);
  ids.resize(pieces.split(text, ids));
  std::vector<std::string> out;
  for (const std::uint16_t id : ids) {
    if (id < piece::kFirst) {
      out.push_back("<" + std::to_string(id) + ">");
    } else if (const std::size_t at = id - piece::kFirst; at < kBeginnings.size()) {
      out.push_back(kBeginnings[at]);
    } else {
      out.push_back("##" + kContinuations[at - kBeginnings.size()]);
    }
  }
  return out;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("words are folded and cut from the left", "[pieces][pieces]") {
  CHECK(split("CANCELLING my Orders!!!") ==
        Words{"cancel", "##l", "##ing", "my", "order", "##s", "!!", "##!"});
  CHECK(split("it's") == Words{"it", "'s"});
  CHECK(split("c\xC3\xA0n\xE2\x80\x8B"
              "cel") == Words{"cancel"});
}

TEST_CASE("what has no pieces is the piece of its kind", "[pieces][pieces]") {
  CHECK(split("zebra") == Words{"<1>"});
  CHECK(split("a 42 http://a.example me@a.example @me `x` :-( :-D ;") ==
        Words{"a", "<4>", "<5>", "<6>", "<7>", "<8>", ":-(", "<9>", "<10>"});
}

TEST_CASE("a word of too many pieces is unknown, and so bounded", "[pieces][pieces]") {
  CHECK(split("xaxaxaxaxaxa").size() == 12);
  CHECK(split("xaxaxaxaxaxax") == Words{"<1>"});
}

TEST_CASE("broken bytes and long texts are cut, not refused", "[pieces][pieces]") {
  CHECK(split("my \xFF order", 3).size() == 3);
  std::string long_text;
  for (int i = 0; i < 40000; ++i) long_text += "my ";
  CHECK(split(long_text, 40).size() == 40);
}

TEST_CASE("an input has its parts in order, each with its room", "[pieces][pieces]") {
  PieceVocabulary vocabulary;
  REQUIRE(vocabulary.load(testing::piece_file({"a", "b", "c"}, {})) == Status::Ok);
  Pieces pieces{vocabulary};
  const auto ids = [&](std::string_view text, const PieceContext& context) {
    const PieceInput input = pieces.input(text, context);
    return std::vector<std::uint16_t>{input.ids.begin(), input.ids.begin() + input.size};
  };
  using Ids = std::vector<std::uint16_t>;
  CHECK(ids("a", {}) == Ids{2, 16, 3});
  CHECK(ids("", {}) == Ids{2, 3});
  CHECK(ids("a", {.answer = "b", .earlier = {}}) == Ids{2, 16, 3, 17, 3});
  CHECK(ids("a", {.answer = "b", .earlier = "c"}) == Ids{2, 16, 3, 17, 3, 18, 3});
  CHECK(ids("a", {.answer = {}, .earlier = "c"}) == Ids{2, 16, 3, 3, 18, 3});
  std::string many;
  for (int i = 0; i < 100; ++i) many += "a ";
  CHECK(ids(many, {.answer = many, .earlier = many}).size() == PieceInput::kSize);
}
