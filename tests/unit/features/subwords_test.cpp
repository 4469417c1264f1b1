#include "core/features/subwords.h"

#include <array>
#include <catch2/catch.hpp>
#include <string>

#include "core/base/word_hash.h"

using namespace undertone;

namespace {
std::array<std::uint32_t, 64> hashes;
}

TEST_CASE("letter groups of a short word with its ends marked", "[features][subwords]") {
  REQUIRE(subwords("cat", hashes) == 5);
  CHECK(hashes[0] == word_hash("<ca"));
  CHECK(hashes[1] == word_hash("cat"));
  CHECK(hashes[2] == word_hash("at>"));
  CHECK(hashes[3] == word_hash("<cat"));
  CHECK(hashes[4] == word_hash("cat>"));
}

TEST_CASE("groups are of code points, not of bytes", "[features][subwords]") {
  REQUIRE(subwords("\xD0\xB4\xD0\xB0", hashes) == 3);
  CHECK(hashes[0] == word_hash("<\xD0\xB4\xD0\xB0"));
}

TEST_CASE("a long word is described by its beginning", "[features][subwords]") {
  CHECK(subwords(std::string(60, 'x'), hashes) == kWordSubwords);
}

TEST_CASE("no more groups than there is room", "[features][subwords]") {
  CHECK(subwords("cat", std::span{hashes}.first(2)) == 2);
  CHECK(subwords("", hashes) == 0);
}
