// Any bytes as a vocabulary are refused or give one whose pieces stay in bounds, and any text is
// split within its room. The first two bytes say where the vocabulary ends and the text begins.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <vector>

#include "core/pieces/pieces.h"
#include "tests/support/piece_file.h"

namespace {

using namespace undertone;

void split(const PieceVocabulary& vocabulary, std::string_view text) {
  Pieces pieces{vocabulary};
  const PieceInput input =
      pieces.input(text, {.answer = text.substr(text.size() / 2), .earlier = text});
  if (input.size > PieceInput::kSize || input.size < 2) std::abort();
  for (std::size_t i = 0; i < input.size; ++i) {
    if (input.ids[i] >= vocabulary.size()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<std::byte> known =
      testing::piece_file({"!", "a", "ab", "can", "cancel", "e"}, {"a", "b", "ing", "l"});
  if (size < 2) return 0;
  const std::size_t end = std::min<std::size_t>(data[0] + 256U * (data[1] & 1U), size - 2);
  const std::span bytes{reinterpret_cast<const std::byte*>(data) + 2, size - 2};
  const std::string_view text{reinterpret_cast<const char*>(data) + 2 + end, size - 2 - end};
  std::vector<std::byte> file(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(end));
  if (file.size() >= testing::kPieceHeaderBytes) {  // else the checksum would stop nearly all
    std::memcpy(file.data(), known.data(), 8);
    const auto own = static_cast<std::uint32_t>(file.size());
    std::memcpy(file.data() + 8, &own, sizeof own);
    testing::sign_pieces(file);
  }
  PieceVocabulary made;
  if (made.load(file) == Status::Ok) split(made, text);
  PieceVocabulary vocabulary;
  if (vocabulary.load(known) != Status::Ok) std::abort();
  split(vocabulary, text);
  return 0;
}
