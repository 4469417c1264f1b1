// Any bytes as a model file are refused or give a model that scores without harm. The first byte
// says how to use the rest: as a whole file, or as bytes to write over the shipped one, signed
// again so that the checks behind the checksum are reached.
#include <cstdlib>
#include <cstring>
#include <vector>

#include "core/base/word_hash.h"
#include "core/model/classify.h"
#include "core/model/sketch.h"
#include "tests/support/model_file.h"
#include "tests/support/turn.h"

namespace {

using namespace undertone;

void sign(std::vector<std::byte>& file) {
  std::uint32_t hash = kWordHashSeed;
  for (std::size_t i = 32; i < file.size(); ++i) {
    hash = word_hash_step(hash, std::to_integer<std::uint8_t>(file[i]));
  }
  std::memcpy(file.data() + 24, &hash, 4);
}

/// Reads (position, byte) in five bytes each.
std::vector<std::byte> changed(std::span<const std::byte> changes) {
  static const std::vector<std::byte> shipped = testing::model_bytes();
  std::vector<std::byte> file = shipped;
  for (; changes.size() >= 5; changes = changes.subspan(5)) {
    std::uint32_t at = 0;
    std::memcpy(&at, changes.data(), 4);
    file[at % file.size()] = changes[4];
  }
  sign(file);
  return file;
}

void use(const Model& model) {
  static testing::TestTurn reader;
  for (const char* text : {"this is NOT what I asked for!!!", "xqzt 42 soooo", ""}) {
    const TurnFeatures& turn = reader.read(text);
    const Scores scores = classify(model, turn, {});
    if (scores.frustration < 0 || scores.frustration > 1) std::abort();
    const Sketch once = sketch(model, turn);
    static_cast<void>(same_request(model, once, once));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::span rest{reinterpret_cast<const std::byte*>(data) + 1, size - 1};
  const LoadedModel loaded = (data[0] & 1) == 0 ? Model::load(rest) : Model::load(changed(rest));
  if ((loaded.model != nullptr) != (loaded.status == Status::Ok)) std::abort();
  if (loaded.model) use(*loaded.model);
  return 0;
}
