#include "core/model/topics.h"

#include <catch2/catch.hpp>
#include <memory>
#include <vector>

#include "tests/support/model_file.h"
#include "tests/support/turn.h"

using namespace undertone;
using undertone::testing::english;
using undertone::testing::TestTurn;

namespace {

Sketch of(const char* text) {
  TestTurn reader;
  return sketch(english(), reader.read(text));
}

constexpr std::uint32_t kRefund = 1;
constexpr std::uint32_t kPassword = 2;

std::unique_ptr<Topics> shop() {
  auto topics = std::make_unique<Topics>();
  for (const char* text :
       {"i want my money back", "can i get a refund", "please refund my order"}) {
    REQUIRE(topics->add(Lang::En, of(text), kRefund) == Status::Ok);
  }
  for (const char* text : {"i forgot my password", "how do i reset my password"}) {
    REQUIRE(topics->add(Lang::En, of(text), kPassword) == Status::Ok);
  }
  return topics;
}

std::vector<std::byte> codebook(std::uint8_t count, std::size_t bytes) {
  std::vector<std::byte> book(bytes);
  book[0] = std::byte{count};
  return book;
}

}  // namespace

TEST_CASE("a message gets the label whose examples it is like", "[model][topics]") {
  const auto topics = shop();
  CHECK(topics->nearest(Lang::En, of("could I have a refund for my order?")) == kRefund);
  CHECK(topics->nearest(Lang::En, of("I need to reset the password")) == kPassword);
}

TEST_CASE("what is like no label has none", "[model][topics]") {
  const auto topics = shop();
  CHECK(topics->nearest(Lang::En, of("what is the weather like tomorrow?")) == 0);
  CHECK(topics->nearest(Lang::En, of("")) == 0);
  CHECK(Topics{}.nearest(Lang::En, of("can i get a refund")) == 0);
}

TEST_CASE("examples count in their own language only", "[model][topics]") {
  CHECK(shop()->nearest(Lang::De, of("can i get a refund")) == 0);
}

TEST_CASE("two labels with the same example give none", "[model][topics]") {
  const auto topics = shop();
  REQUIRE(topics->add(Lang::En, of("close my account"), 3) == Status::Ok);
  REQUIRE(topics->add(Lang::En, of("close my account"), 4) == Status::Ok);
  CHECK(topics->nearest(Lang::En, of("close my account")) == 0);
}

TEST_CASE("a taxonomy over the limits is refused and what was added still works",
          "[model][topics]") {
  const auto topics = shop();
  const Sketch other = of("what is the weather like");
  std::uint32_t label = kPassword;
  Status status = Status::Ok;
  while (status == Status::Ok) status = topics->add(Lang::En, other, ++label);
  CHECK(status == Status::TooLarge);
  CHECK(label == limits::kTopicLabels + 1);
  CHECK(topics->nearest(Lang::En, of("can i get a refund")) == kRefund);

  for (status = Status::Ok; status == Status::Ok;) status = topics->add(Lang::En, other, kRefund);
  CHECK(status == Status::TooLarge);
}

TEST_CASE("a codebook that does not fit its count is refused", "[model][topics]") {
  CHECK(is_codebook({}));
  CHECK(is_codebook(codebook(2, 4 + 2 * 64)));
  CHECK_FALSE(is_codebook(codebook(3, 4 + 2 * 64)));
  CHECK_FALSE(is_codebook(codebook(2, 4 + 2 * 64 - 1)));
  CHECK_FALSE(is_codebook(codebook(0, 3)));
}
