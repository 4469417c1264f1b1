#include "core/features/turn_features.h"

#include <algorithm>
#include <cstddef>

#include "core/features/subwords.h"
#include "core/features/word_key.h"
#include "core/features/word_lists.gen.h"

namespace undertone {
namespace {

/// Words that a negation reaches, if no clause ends before: covers nine in ten scopes of the
/// short clauses that chat is written in.
constexpr std::size_t kNegationReach = 5;

/// Of word_role; 0 for most words.
std::uint32_t role_of(std::uint32_t hash) noexcept {
  const auto* const at = std::lower_bound(kWordRoles.begin(), kWordRoles.end(), hash & ~3U);
  return at != kWordRoles.end() && (*at ^ hash) < 4 ? *at & 3U : 0;
}

void count(std::uint16_t& counter) noexcept {
  counter = static_cast<std::uint16_t>(counter + (counter < UINT16_MAX ? 1 : 0));
}

void keep_longest(std::uint16_t& longest, std::size_t length) noexcept {
  const auto capped = static_cast<std::uint16_t>(std::min<std::size_t>(length, UINT16_MAX));
  longest = std::max(longest, capped);
}

/// Counts one token of any kind.
void count_token(const Token& token, std::string_view bytes, TurnCounts& counts) noexcept {
  if ((token.flags & token_flag::kQuoted) != 0) return count(counts.quoted_tokens);
  switch (token.kind) {
    case TokenKind::Word:
    case TokenKind::Ideograph:
    case TokenKind::Hashtag:
      count(counts.words);
      if ((token.flags & token_flag::kAllCaps) != 0) count(counts.all_caps_words);
      if ((token.flags & token_flag::kStretched) != 0) count(counts.stretched_words);
      break;
    case TokenKind::Punctuation:
      if (bytes[0] == '!') keep_longest(counts.exclamation_marks, bytes.size());
      if (bytes[0] == '?') keep_longest(counts.question_marks, bytes.size());
      if (bytes.starts_with("...") || bytes == "\xE2\x80\xA6") count(counts.ellipses);
      break;
    case TokenKind::Number:
      return count(counts.numbers);
    case TokenKind::Emoji:
      return count(counts.emoji);
    case TokenKind::Emoticon:
      return count(counts.emoticons);
    case TokenKind::Url:
      return count(counts.urls);
    case TokenKind::Code:
      return count(counts.code_blocks);
    case TokenKind::Email:
    case TokenKind::Entity:
      return count(counts.entities);
    case TokenKind::Mention:
    case TokenKind::Symbol:
      break;
  }
}

/// What the words before a word do to it.
class Scope {
 public:
  /// Flags of the next word; then looks whether it opens or closes a scope itself.
  std::uint8_t flags_of(const TurnWord& word, TurnCounts& counts) noexcept {
    if (word.kind == WordKind::Punctuation) {
      reach_ = 0;
      intensified_ = false;
      return 0;
    }
    const std::uint32_t role = role_of(word.hash);
    std::uint8_t flags = 0;
    if (role == word_role::kClauseWord) reach_ = 0;
    if (reach_ > 0) {
      flags |= word_flag::kNegated;
      --reach_;
    }
    if (intensified_) flags |= word_flag::kIntensified;
    intensified_ = role == word_role::kIntensifier;
    if (intensified_) count(counts.intensifiers);
    if (role == word_role::kNegator) {
      count(counts.negations);
      flags |= word_flag::kNegator;
      reach_ = kNegationReach;
    }
    return flags;
  }

 private:
  std::size_t reach_ = 0;
  bool intensified_ = false;
};

/// Question mark at the end, apart from emoji and closing quotes or brackets.
bool asks_at_end(std::string_view text, std::span<const Token> tokens) noexcept {
  for (std::size_t i = tokens.size(); i-- > 0;) {
    const Token& token = tokens[i];
    if (token.kind == TokenKind::Emoji || token.kind == TokenKind::Emoticon) continue;
    if (token.kind != TokenKind::Punctuation) return false;
    const std::string_view bytes = token.span.of(text);
    if (bytes.starts_with('?') || bytes == "\xEF\xBC\x9F" || bytes == "\xD8\x9F") return true;
    const bool closes = bytes.starts_with(')') || bytes.starts_with('"') || bytes.starts_with('!');
    if (!closes) return false;
  }
  return false;
}

std::uint8_t saturate(std::uint16_t length) noexcept {
  return static_cast<std::uint8_t>(std::min<std::uint16_t>(length, UINT8_MAX));
}

}  // namespace

void turn_features(Role role, std::string_view text, std::span<const Token> tokens,
                   TurnFeatures& features) noexcept {
  features.role = role;
  features.counts = {};
  features.num_words = 0;
  features.num_subwords = 0;
  TurnCounts& counts = features.counts;
  counts.tokens = static_cast<std::uint32_t>(tokens.size());
  counts.cut = tokens.size() > limits::kFeatureTokens;
  counts.ends_with_question = asks_at_end(text, tokens);
  for (const char byte : text) {
    counts.codepoints += (static_cast<std::uint8_t>(byte) & 0xC0U) != 0x80U ? 1U : 0U;
  }
  Scope scope;
  for (const Token& token : tokens) {
    const std::string_view bytes = token.span.of(text);
    count_token(token, bytes, counts);
    if ((token.flags & token_flag::kSentenceStart) != 0) count(counts.sentences);
    if (features.num_words == limits::kFeatureTokens) continue;
    const std::span<std::uint32_t> room{features.subword_buffer.data() + features.num_subwords,
                                        limits::kFeatureSubwords - features.num_subwords};
    const WordKey key = word_key(token, bytes, room);
    TurnWord& word = features.word_buffer[features.num_words++];
    word.hash = key.hash;
    word.other_hash = key.other_hash;
    word.subword_begin = static_cast<std::uint16_t>(features.num_subwords);
    word.subword_count = key.subword_count;
    word.kind = static_cast<WordKind>(token.kind);
    word.length_codepoints = saturate(token.length_codepoints);
    word.flags = static_cast<std::uint8_t>(token.flags | scope.flags_of(word, counts));
    features.num_subwords += key.subword_count;
  }
}

}  // namespace undertone
