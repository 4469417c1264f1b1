// Any bytes as a model of names are refused or give a model that finds names without harm. The
// first byte says how to use the rest: as a whole file, or as bytes to write over the shipped one,
// signed again so that the checks behind the checksum are reached.
#include <cstdlib>
#include <cstring>
#include <vector>

#include "core/base/word_hash.h"
#include "core/pii/find.h"
#include "core/pii/pii_model.h"
#include "tests/support/model_file.h"

namespace {

using namespace undertone;

constexpr std::size_t kHeaderBytes = 44;
constexpr std::size_t kChecksumAt = 12;

/// Reads (position, byte) in three bytes each.
std::vector<std::byte> changed(std::span<const std::byte> changes) {
  static const std::vector<std::byte> shipped = testing::model_bytes("names");
  std::vector<std::byte> file = shipped;
  for (; changes.size() >= 3; changes = changes.subspan(3)) {
    std::uint16_t at = 0;
    std::memcpy(&at, changes.data(), 2);
    file[at % file.size()] = changes[2];
  }
  std::uint32_t hash = kWordHashSeed;
  for (const std::byte byte : std::span{file}.subspan(kHeaderBytes)) {
    hash = word_hash_step(hash, std::to_integer<std::uint8_t>(byte));
  }
  std::memcpy(file.data() + kChecksumAt, &hash, 4);
  return file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::span rest{reinterpret_cast<const std::byte*>(data) + 1, size - 1};
  PiiModel model;
  const Status status = (data[0] & 1) == 0 ? model.load(rest) : model.load(changed(rest));
  if (status != Status::Ok) return 0;
  EntityBuffer buffer;
  constexpr std::string_view kText = "I am Jo Li of 12 High Street, LEEDS; J. K. van Mc'Donald-O";
  for (const Entity& entity : find_pii(kText, buffer, &model)) {
    if (entity.span.end > kText.size()) std::abort();
  }
  return 0;
}
