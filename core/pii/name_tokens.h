// The words, numbers and signs of a message as the search for names sees them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace undertone {

class PiiModel;

/// How a word is written. Numbers are Digits + their digits - 1, up to six of them.
enum class NameShape : std::uint8_t {
  None,     ///< before the beginning, after the end
  Lower,    ///< "order"
  Capital,  ///< "Order"
  Upper,    ///< "ORDER"
  Mixed,    ///< "McDonald"
  Initial,  ///< "J"
  Letter,   ///< "s"
  Sign,
  Digits,
};

/// How far the search for names looks around a token.
inline constexpr std::size_t kNameReach = 5;

struct NameToken {
  /// bytes in the plain text
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  /// pii::word_hash; of a sign its byte, of a number 256 + its digits
  std::uint32_t hash = 0;
  /// 16 * NameShape + bits of NameClass; of a sign 256 + its byte
  std::uint16_t kind = 0;
  /// Sums of the model.
  std::int16_t person = 0;
  std::int16_t location = 0;
  /// Where the nearest word of addresses, and the nearest number, stands: kNameReach + 1 plus its
  /// distance, minus if it is before; 0 = none in reach.
  std::uint8_t street = 0;
  std::uint8_t number = 0;

  [[nodiscard]] NameShape shape() const noexcept {
    return kind >= 256 ? NameShape::Sign : static_cast<NameShape>(kind >> 4U);
  }
  [[nodiscard]] bool is_sign(char c) const noexcept {
    return kind == 256U + static_cast<unsigned char>(c);
  }
  [[nodiscard]] bool is_number() const noexcept {
    return kind < 256 && shape() >= NameShape::Digits;
  }
  [[nodiscard]] bool is_word() const noexcept { return kind >= 16 && shape() < NameShape::Sign; }
};

/// Longest number that is told apart from longer ones.
inline constexpr std::size_t kNameDigits = 6;

/// The tokens of one message; keep one per analyzer.
class NameTokens {
 public:
  void clear() noexcept { tokens_.clear(); }
  void add_word(std::size_t begin, std::size_t end, std::uint32_t hash) {
    add(begin, end, hash, 0);
  }
  void add_number(std::size_t begin, std::size_t end) {
    const std::size_t digits = end - begin < kNameDigits ? end - begin : kNameDigits;
    const auto shape = static_cast<std::size_t>(NameShape::Digits) + digits - 1;
    add(begin, end, static_cast<std::uint32_t>(256 + digits), shape * 16);
  }
  void add_sign(std::size_t begin, char sign) {
    const auto byte = static_cast<unsigned char>(sign);
    add(begin, begin + 1, byte, 256U + byte);
  }
  /// Gives the words their shapes and classes, and all tokens what is near them.
  void classify(std::string_view text, const PiiModel& model) noexcept;

  [[nodiscard]] std::size_t size() const noexcept { return tokens_.size(); }
  /// Tokens outside of the text are all alike: kind and hash are 0.
  [[nodiscard]] const NameToken& at(std::ptrdiff_t index) const noexcept {
    static constexpr NameToken kOutside;
    const auto i = static_cast<std::size_t>(index);
    return i < tokens_.size() ? tokens_[i] : kOutside;
  }
  [[nodiscard]] NameToken& operator[](std::size_t index) noexcept { return tokens_[index]; }
  [[nodiscard]] const NameToken& operator[](std::size_t index) const noexcept {
    return tokens_[index];
  }

 private:
  void mark(std::size_t index, std::uint8_t NameToken::*where) noexcept;
  void add(std::size_t begin, std::size_t end, std::uint32_t hash, std::size_t kind) {
    tokens_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), hash,
                       static_cast<std::uint16_t>(kind)});
  }

  std::vector<NameToken> tokens_;
};

}  // namespace undertone
