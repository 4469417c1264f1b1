// A file of word pieces as models/deep/FORMAT.md says, made by hand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "core/base/word_hash.h"

namespace undertone::testing {

inline constexpr std::size_t kPieceHeaderBytes = 24;

/// Writes the checksum of what stands after the header.
inline void sign_pieces(std::vector<std::byte>& file) {
  if (file.size() < kPieceHeaderBytes) return;
  std::uint32_t hash = kWordHashSeed;
  for (std::size_t i = kPieceHeaderBytes; i < file.size(); ++i) {
    hash = word_hash_step(hash, std::to_integer<std::uint8_t>(file[i]));
  }
  std::memcpy(file.data() + 12, &hash, sizeof hash);
}

/// `more` beginnings than there are, to be wrong.
inline std::vector<std::byte> piece_file(const std::vector<std::string>& beginnings,
                                         const std::vector<std::string>& continuations,
                                         std::uint32_t more = 0) {
  std::vector<std::byte> file(kPieceHeaderBytes);
  for (const auto* list : {&beginnings, &continuations}) {
    for (const std::string& piece : *list) {
      file.push_back(static_cast<std::byte>(piece.size()));
      for (const char letter : piece) file.push_back(static_cast<std::byte>(letter));
    }
  }
  const std::uint32_t header[] = {0x50575455,
                                  1,
                                  static_cast<std::uint32_t>(file.size()),
                                  0,
                                  static_cast<std::uint32_t>(beginnings.size()) + more,
                                  static_cast<std::uint32_t>(continuations.size())};
  std::memcpy(file.data(), header, sizeof header);
  sign_pieces(file);
  return file;
}

}  // namespace undertone::testing
