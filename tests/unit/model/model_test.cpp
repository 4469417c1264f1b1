#include "core/model/model.h"

#include <catch2/catch.hpp>
#include <cstring>

#include "core/base/limits.h"
#include "core/base/word_hash.h"
#include "tests/support/model_file.h"

using namespace undertone;
using undertone::testing::model_bytes;

namespace {

/// Makes the checksum right again after a change, so that the checks behind it are reached.
void sign(std::vector<std::byte>& file) {
  std::uint32_t hash = kWordHashSeed;
  for (std::size_t i = 32; i < file.size(); ++i) {
    hash = word_hash_step(hash, std::to_integer<std::uint8_t>(file[i]));
  }
  std::memcpy(file.data() + 24, &hash, 4);
}

std::uint32_t u32(const std::vector<std::byte>& file, std::size_t at) {
  std::uint32_t value = 0;
  std::memcpy(&value, file.data() + at, 4);
  return value;
}

}  // namespace

TEST_CASE("the shipped English model loads", "[model]") {
  const LoadedModel loaded = Model::load(model_bytes());
  REQUIRE(loaded.status == Status::Ok);
  CHECK(loaded.model->language() == Lang::En);
  CHECK(loaded.model->version() >= 1);
  CHECK_FALSE(loaded.model->section(ModelSection::Network).empty());
  CHECK(loaded.model->section(static_cast<ModelSection>(1)).empty());
}

TEST_CASE("what is wrong with a model file is said", "[model]") {
  const std::vector<std::byte> good = model_bytes();
  CHECK(Model::load({}).status == Status::Truncated);
  CHECK(Model::load(std::span{good}.first(31)).status == Status::Truncated);
  CHECK(Model::load(std::span{good}.first(good.size() - 1)).status == Status::Truncated);

  std::vector<std::byte> bad = good;
  bad[0] = std::byte{'X'};
  CHECK(Model::load(bad).status == Status::BadMagic);
  bad = good;
  bad[4] = std::byte{9};
  CHECK(Model::load(bad).status == Status::BadVersion);
  bad = good;
  bad[8] = std::byte{'q'};
  CHECK(Model::load(bad).status == Status::WrongLanguage);
  bad = good;
  bad[good.size() / 2] ^= std::byte{1};
  CHECK(Model::load(bad).status == Status::BadChecksum);
  bad = good;
  bad.push_back(std::byte{0});
  CHECK(Model::load(bad).status == Status::BadCount);
  CHECK(Model::load(std::vector<std::byte>(limits::kModelBytes + 1)).status == Status::TooLarge);
}

TEST_CASE("a hostile file with a right checksum is refused", "[model]") {
  const std::vector<std::byte> good = model_bytes();
  const std::uint32_t sections = u32(good, 20);
  for (std::uint32_t i = 0; i < sections; ++i) {
    const auto tag = static_cast<ModelSection>(u32(good, 32 + 12 * i));
    if (tag == ModelSection::Phrases || tag == ModelSection::Themes) {
      continue;  // may be absent; they have tests of their own
    }
    const std::uint32_t begin = u32(good, 32 + 12 * i + 4);
    for (const std::uint32_t value : {0xFFFFFFFFU, 0U, 0x7FFFFFFFU}) {
      std::vector<std::byte> bad = good;
      std::memcpy(bad.data() + begin, &value, 4);
      sign(bad);
      CHECK(Model::load(bad).status != Status::Ok);
      bad = good;
      std::memcpy(bad.data() + 32 + 12 * i + 8, &value, 4);  // its size
      sign(bad);
      CHECK(Model::load(bad).status != Status::Ok);
    }
  }
}
