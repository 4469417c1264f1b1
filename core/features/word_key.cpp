#include "core/features/word_key.h"

#include <array>
#include <cstddef>

#include "core/base/word_hash.h"
#include "core/features/subwords.h"
#include "core/text/fold.h"

namespace undertone {
namespace {

/// Marks of a punctuation run that are told apart: "!" and "!!" and "!!!", but not more.
constexpr std::size_t kRunMarks = 3;

constexpr WordKey class_key(std::string_view name) noexcept {
  const std::uint32_t hash = word_hash(name);
  return {hash, hash, 0};
}

/// Length of the first code point; valid UTF-8.
std::size_t first_codepoint_bytes(std::string_view bytes) noexcept {
  std::size_t size = bytes.empty() ? 0 : 1;
  while (size < bytes.size() && (static_cast<std::uint8_t>(bytes[size]) & 0xC0U) == 0x80U) ++size;
  return size;
}

WordKey word(std::string_view bytes, std::uint8_t flags, std::span<std::uint32_t> groups) noexcept {
  FoldBuffer buffer;
  const std::string_view twice = fold(bytes, buffer);
  WordKey key;
  key.hash = word_hash(twice);
  key.other_hash = key.hash;
  key.subword_count = static_cast<std::uint8_t>(subwords(twice, groups));
  if ((flags & token_flag::kStretched) != 0) {
    FoldBuffer shorter;
    key.other_hash = word_hash(fold(bytes, shorter, Stretch::Once));
  }
  return key;
}

WordKey hashtag(std::string_view bytes, std::span<std::uint32_t> groups) noexcept {
  const std::size_t sign = first_codepoint_bytes(bytes);
  WordKey key = word(bytes.substr(sign), 0, groups);
  FoldBuffer buffer;
  key.hash = word_hash_step(word_hash(fold(bytes.substr(sign), buffer)), '#');
  return key;
}

WordKey punctuation(std::string_view bytes) noexcept {
  const std::size_t mark = first_codepoint_bytes(bytes);
  std::size_t size = mark;
  while (size < bytes.size() && size < kRunMarks * mark) size += mark;
  return class_key(bytes.substr(0, size < bytes.size() ? size : bytes.size()));
}

/// Noses and repetitions are left out: ":-)", ":)" and ":))))" are one.
WordKey emoticon(std::string_view bytes) noexcept {
  std::uint32_t hash = kWordHashSeed;
  char last = 0;
  for (const char byte : bytes) {
    if (byte == '-' || byte == last) continue;
    const bool upper = byte >= 'A' && byte <= 'Z';
    hash = word_hash_step(hash, static_cast<std::uint8_t>(upper ? byte + ('a' - 'A') : byte));
    last = byte;
  }
  return {hash, hash, 0};
}

/// Hashes of "<EMAIL_ADDRESS>", "<PERSON>", ...: the names themselves stay out of the program.
constexpr auto kEntityHashes = [] {
  std::array<std::uint32_t, enum_size<EntityType>> hashes{};
  for (std::size_t type = 0; type < hashes.size(); ++type) {
    std::uint32_t hash = word_hash("<");
    for (const char byte : name_of(static_cast<EntityType>(type))) {
      hash = word_hash_step(hash, static_cast<std::uint8_t>(byte));
    }
    hashes[type] = word_hash_step(hash, '>');
  }
  return hashes;
}();

WordKey entity(EntityType type) noexcept {
  const std::uint32_t hash = kEntityHashes[static_cast<std::size_t>(type)];
  return {hash, hash, 0};
}

}  // namespace

WordKey word_key(const Token& token, std::string_view bytes,
                 std::span<std::uint32_t> groups) noexcept {
  switch (token.kind) {
    case TokenKind::Word:
    case TokenKind::Ideograph:
      return word(bytes, token.flags, groups);
    case TokenKind::Hashtag:
      return hashtag(bytes, groups);
    case TokenKind::Punctuation:
      return punctuation(bytes);
    case TokenKind::Emoticon:
      return emoticon(bytes);
    case TokenKind::Emoji:  // skin tones, joiners and selectors come after the first
      return class_key(bytes.substr(0, first_codepoint_bytes(bytes)));
    case TokenKind::Number:
    case TokenKind::Symbol:
      return word(bytes, 0, {});
    case TokenKind::Url:
      return class_key("<url>");
    case TokenKind::Email:
      return class_key("<EMAIL_ADDRESS>");
    case TokenKind::Mention:
      return class_key("<user>");
    case TokenKind::Code:
      return class_key("<code>");
    case TokenKind::Entity:
      return entity(token.entity);
  }
  return {};
}

}  // namespace undertone
