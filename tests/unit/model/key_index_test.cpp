#include "core/model/key_index.h"

#include <catch2/catch.hpp>
#include <vector>

using namespace undertone;

namespace {

struct Row {
  explicit Row(const std::vector<std::uint32_t>& keys) {
    for (const std::uint32_t key : keys) {
      for (unsigned bits = 0; bits < 24; bits += 8) {
        bytes.push_back(static_cast<std::byte>(key >> bits));
      }
    }
    index.build(bytes.data(), keys.size());
  }

  std::vector<std::byte> bytes;
  KeyIndex index;
};

}  // namespace

TEST_CASE("a key index finds every key and no other", "[model][key_index]") {
  std::vector<std::uint32_t> keys = {0, 1, 2, 0x3FFF, 0x4000, 0x4001, 0xFFBFFF, 0xFFC000, 0xFFFFFF};
  const Row row{keys};
  for (std::size_t i = 0; i < keys.size(); ++i) CHECK(row.index.find(keys[i]) == i);
  for (const std::uint32_t key : {3U, 0x3FFEU, 0x4002U, 0x800000U, 0xFFBFFEU, 0xFFFFFEU}) {
    CHECK(row.index.find(key) == row.index.size());
  }
}

TEST_CASE("a key index of nothing finds nothing", "[model][key_index]") {
  const Row row{{}};
  CHECK(row.index.find(0) == row.index.size());
  CHECK(row.index.find(0xFFFFFF) == row.index.size());
}
