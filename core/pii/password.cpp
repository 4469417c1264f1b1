// Passwords, PINs and pass phrases: what follows the word for them and a joint.
//
//   password: hunter2     "pwd": "S3cret"     my password for the shop is Sommer2024!     pin is
//   4821
//
// After ":" or "=" any value counts that ends the line; after "is" only one that does not look like
// a word ("my password is wrong"); with nothing between, only letters with some digits.
#include <algorithm>

#include "core/pii/ascii.h"
#include "core/pii/detectors.h"

namespace undertone::pii {
namespace {

constexpr std::size_t kMinBytes = 4;
/// Right behind the word, with no joint.
constexpr std::size_t kMinBareBytes = 8;
constexpr std::size_t kMaxBytes = 64;
/// Words between "password" and "is": "for my account".
constexpr std::size_t kWordsBetween = 4;
/// A PIN.
constexpr std::size_t kMaxDigits = 8;

enum class Joint : std::uint8_t { None, Word, Sign };

struct Value {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool quoted = false;
};

[[nodiscard]] bool is_quote(char c) noexcept { return c == '"' || c == '\'' || c == '`'; }

[[nodiscard]] std::size_t skip(std::string_view text, std::size_t at,
                               std::string_view set) noexcept {
  while (at < text.size() && set.find(text[at]) != std::string_view::npos) ++at;
  return at;
}

/// Moves `at` from the end of the cue behind what joins it to its value.
[[nodiscard]] Joint read_joint(const Scan& scan, std::size_t& at) noexcept {
  const std::string_view text = scan.text;
  at = skip(text, at, " \t\"'`)]*");
  for (std::string_view signs = "=>|->|:=|:|=|"; !signs.empty();) {
    const std::string_view sign = ascii::take_word(signs);
    if (!text.substr(at).starts_with(sign)) continue;
    at += sign.size();
    return Joint::Sign;
  }
  std::uint32_t previous = 0;
  for (std::size_t n = 0; n < kWordsBetween; ++n) {
    if (!ascii::is_alpha(ascii::at_or_nul(text, at)) &&
        !ascii::is_high(ascii::at_or_nul(text, at))) {
      return Joint::None;
    }
    const Word word = scan.read_word(at, previous);
    at = word.end;
    if ((word.cues & cue(Cue::Joint)) != 0) {
      at = skip(text, at, " :");
      return Joint::Word;
    }
    previous = word.hash;
    at = skip(text, at, " ");
  }
  return Joint::None;
}

[[nodiscard]] Value read_value(std::string_view text, std::size_t at) noexcept {
  at = skip(text, at, " \t");
  Value value{at, at, is_quote(ascii::at_or_nul(text, at))};
  if (value.quoted) {
    const std::size_t close = text.substr(at + 1, kMaxBytes + 1).find(text[at]);
    if (close == std::string_view::npos) return {};
    return {at + 1, at + 1 + close, true};
  }
  while (value.end < text.size() && value.end - at <= kMaxBytes &&
         !ascii::is_space(text[value.end]) && !is_quote(text[value.end])) {
    ++value.end;
  }
  while (value.end > at &&
         std::string_view{".,;?)]}"}.find(text[value.end - 1]) != std::string_view::npos) {
    --value.end;
  }
  return value;
}

/// Letters with digits or signs among them, or capitals inside: no word of a language.
[[nodiscard]] bool looks_chosen(std::string_view value) noexcept {
  bool letter = false;
  bool digit = false;
  bool sign = false;
  bool inner_capital = false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    letter = letter || ascii::is_alpha(value[i]);
    digit = digit || ascii::is_digit(value[i]);
    sign = sign || std::string_view{"!@#$%^&*+=~?_"}.find(value[i]) != std::string_view::npos;
    inner_capital =
        inner_capital || (i > 0 && ascii::is_lower(value[i - 1]) && ascii::is_upper(value[i]));
  }
  if (!letter) return digit && (sign || value.size() <= kMaxDigits);
  return digit || inner_capital || (sign && value.back() != '!' && value.back() != '?');
}

/// Letters and at least two digits.
[[nodiscard]] bool is_mixed(std::string_view value) noexcept {
  const auto digits = std::count_if(value.begin(), value.end(), ascii::is_digit);
  return digits >= 2 && std::any_of(value.begin(), value.end(), ascii::is_alpha);
}

/// What stands in the place of a value: "****", "<password>", "${PASSWORD}".
[[nodiscard]] bool is_placeholder(std::string_view value) noexcept {
  return value.find_first_not_of(value[0]) == std::string_view::npos ||
         std::string_view{"<[{*$%"}.find(value[0]) != std::string_view::npos ||
         ascii::has_prefix(value, 0, "http");
}

[[nodiscard]] bool ends_line(std::string_view text, std::size_t at) noexcept {
  at = skip(text, at, " \t\"'`.,;}])");
  return at == text.size() || text[at] == '\n' || text[at] == '\r';
}

}  // namespace

void find_password(Scan& scan, const Word& word) noexcept {
  const std::string_view text = scan.text;
  std::size_t at = word.end;
  const Joint joint = read_joint(scan, at);
  const bool joined = joint != Joint::None;
  const Value value = read_value(text, joined ? at : word.end);
  const std::size_t size = value.end - value.begin;
  if (size < (joined ? kMinBytes : kMinBareBytes) || size > kMaxBytes) return;
  const std::string_view chars = text.substr(value.begin, size);
  if (is_placeholder(chars)) return;
  bool accepted = joined ? looks_chosen(chars) : is_mixed(chars);
  if (!accepted && (joint == Joint::Sign || value.quoted) && ascii::is_alpha(chars[0])) {
    const Word first = scan.read_word(value.begin, 0);
    accepted = (first.cues & cue(Cue::NoValue)) == 0 &&
               (value.quoted || (first.end == value.end && ends_line(text, value.end)));
  }
  if (accepted) scan.offer(EntityType::Password, value.begin, value.end, 0.9F);
}

}  // namespace undertone::pii
