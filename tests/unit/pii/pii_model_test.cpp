#include "core/pii/pii_model.h"

#include <catch2/catch.hpp>
#include <cstddef>
#include <span>
#include <vector>

#include "core/pii/word_hash.h"
#include "tests/support/model_file.h"

using undertone::NameClass;
using undertone::PiiModel;
using undertone::Status;
using undertone::pii::word_hash;

namespace {

std::vector<std::byte> shipped() { return undertone::testing::model_bytes("names"); }

Status load(std::span<const std::byte> file) {
  PiiModel model;
  return model.load(file);
}

}  // namespace

TEST_CASE("the shipped model knows names, places and words of addresses", "[pii][names]") {
  PiiModel model;
  REQUIRE(model.load(shipped()) == Status::Ok);
  const auto has = [&](const char* word, NameClass which) {
    return (model.classes_of(word_hash(word)) & static_cast<unsigned>(which)) != 0;
  };
  CHECK(has("maria", NameClass::First));
  CHECK(has("smith", NameClass::Last));
  CHECK(has("order", NameClass::Common));
  CHECK(has("shanghai", NameClass::Place));
  CHECK(has("avenue", NameClass::Place));
  CHECK(has("avenue", NameClass::Common));
  CHECK_FALSE(has("order", NameClass::First));
}

TEST_CASE("every way to cut a model of names short is refused", "[pii][names]") {
  const std::vector<std::byte> file = shipped();
  for (std::size_t size = 0; size < file.size(); size += 97) {
    CHECK(load(std::span{file}.first(size)) != Status::Ok);
  }
}

TEST_CASE("a damaged model of names is refused", "[pii][names]") {
  for (std::size_t at = 0; at < 2000; at += 13) {
    if (at >= 24 && at < 36) continue;  // the unit and the thresholds: any value is one
    std::vector<std::byte> file = shipped();
    file[at] ^= std::byte{0x5A};
    CHECK(load(file) != Status::Ok);
  }
}

TEST_CASE("other files are no model of names", "[pii][names]") {
  CHECK(load(undertone::testing::model_bytes("langid")) == Status::BadMagic);
  CHECK_FALSE(PiiModel::is_file(undertone::testing::model_bytes("langid")));
  CHECK(PiiModel::is_file(shipped()));
}
