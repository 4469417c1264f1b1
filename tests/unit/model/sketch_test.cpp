#include "core/model/sketch.h"

#include <catch2/catch.hpp>

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

SameRequest compare(const char* earlier, const char* later) {
  return same_request(english(), of(earlier), of(later));
}

}  // namespace

TEST_CASE("the same words are the same request", "[model][sketch]") {
  const SameRequest same = compare("Where is my order?", "where is my ORDER");
  CHECK(same.same_words);
  CHECK(same.similarity > 0.85F);  // capitals say something of their own
  CHECK(same.overlap == Approx(1));
  CHECK(same.slot_changed == Approx(0));
}

TEST_CASE("other words for the same lie nearer than another topic", "[model][sketch]") {
  const SameRequest near = compare("where is my package", "has my parcel been delivered yet?");
  const SameRequest far = compare("where is my package", "how do I change my password?");
  CHECK(near.similarity > far.similarity);
  CHECK(near.probability > far.probability);
}

TEST_CASE("an exchanged value is seen", "[model][sketch]") {
  CHECK(compare("a table for 2 please", "a table for 4 please").slot_changed > 0.4F);
  CHECK(compare("show me red shoes", "show me blue shoes").slot_changed > 0.1F);
}

TEST_CASE("one negated, the other not", "[model][sketch]") {
  CHECK(compare("cancel my order", "do not cancel my order").opposite);
  CHECK_FALSE(compare("cancel my order", "please cancel my order").opposite);
}

TEST_CASE("a sketch without words is like nothing", "[model][sketch]") {
  CHECK(similarity(of(""), of("where is my order")) == 0.0F);
  CHECK(compare("", "").slot_changed == 0.0F);
  CHECK_FALSE(compare("", "").same_words);
}
