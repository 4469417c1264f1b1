// Dates of birth: a date near a word of birth; other dates are no personal data.
//
//   3/5/1990   03.05.90   1990-05-03   19900503   3rd of May 1990   3. Mai 1990   May 3rd, 1990
#include "core/pii/ascii.h"
#include "core/pii/checksum.h"
#include "core/pii/detectors.h"

namespace undertone::pii {
namespace {

constexpr std::size_t kWordsBefore = 5;
constexpr std::size_t kBytesBefore = 48;

[[nodiscard]] std::size_t count_digits(std::string_view text, std::size_t at,
                                       std::size_t most) noexcept {
  std::size_t count = 0;
  while (count <= most && ascii::is_digit(ascii::at_or_nul(text, at + count))) ++count;
  return count;
}

[[nodiscard]] int number(std::string_view text, std::size_t at, std::size_t digits) noexcept {
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) value = value * 10 + (text[at + i] - '0');
  return value;
}

[[nodiscard]] bool is_year(int year) noexcept { return year >= 1880 && year < 2100; }

[[nodiscard]] bool is_day_and_month(int a, int b) noexcept {
  return is_date(a, b) || is_date(b, a);
}

[[nodiscard]] bool ends_here(std::string_view text, std::size_t end) noexcept {
  const char after = ascii::at_or_nul(text, end);
  return !ascii::is_alnum(after) && after != '_' &&
         !((after == '-' || after == '/') && ascii::is_digit(ascii::at_or_nul(text, end + 1)));
}

/// Eight digits in a row: day, month, year in some order.
[[nodiscard]] bool is_compact(std::string_view d) noexcept {
  const int first = number(d, 0, 4);
  const int last = number(d, 4, 4);
  return (is_year(first) && is_date(number(d, 6, 2), number(d, 4, 2))) ||
         (is_year(last) && is_day_and_month(number(d, 0, 2), number(d, 2, 2)));
}

/// "3/5/1990", "1990-05-03": three numbers with the same mark between.
[[nodiscard]] std::size_t numeric_end(std::string_view text, std::size_t at) noexcept {
  const std::size_t first = count_digits(text, at, 8);
  if (first == 8) {
    return ends_here(text, at + 8) && is_compact(text.substr(at, 8)) ? at + 8 : 0;
  }
  const char mark = ascii::at_or_nul(text, at + first);
  if (mark != '/' && mark != '-' && mark != '.' && mark != ' ') return 0;
  std::size_t next = at + first + 1;
  if (mark == '.' && ascii::at_or_nul(text, next) == ' ') ++next;
  const std::size_t second = count_digits(text, next, 2);
  if (second == 0 || second > 2 || ascii::at_or_nul(text, next + second) != mark) return 0;
  std::size_t third_at = next + second + 1;
  if (mark == '.' && ascii::at_or_nul(text, third_at) == ' ') ++third_at;
  const std::size_t third = count_digits(text, third_at, 4);
  const std::size_t end = third_at + third;
  if (!ends_here(text, end)) return 0;
  const int a = number(text, at, first);
  const int b = number(text, next, second);
  const int c = number(text, third_at, third);
  if (first == 4) return third <= 2 && third > 0 && is_year(a) && is_date(c, b) ? end : 0;
  if (first > 2 || (third != 2 && third != 4)) return 0;
  return is_day_and_month(a, b) && (third == 2 || is_year(c)) ? end : 0;
}

/// Behind spaces and commas, and a word like "of" or "de".
[[nodiscard]] std::size_t skip_link(std::string_view text, std::size_t at) noexcept {
  const auto skip_marks = [&] {
    while (at < text.size() &&
           (text[at] == ' ' || text[at] == ',' || text[at] == '.' || text[at] == '-'))
      ++at;
  };
  skip_marks();
  for (std::string_view links = "of |de |del |do |den |"; !links.empty();) {
    const std::string_view link = ascii::take_word(links);
    if (!ascii::has_prefix(text, at, link)) continue;
    at += link.size();
    skip_marks();
    break;
  }
  return at;
}

/// Behind a year at `at`, or `end` if there is none.
[[nodiscard]] std::size_t year_end(std::string_view text, std::size_t at,
                                   std::size_t end) noexcept {
  const std::size_t digits = count_digits(text, at, 4);
  if (digits == 4 && is_year(number(text, at, 4)) && ends_here(text, at + 4)) return at + 4;
  return digits == 2 && ends_here(text, at + 2) ? at + 2 : end;
}

/// Behind "rd", "th", "er" and the like.
[[nodiscard]] std::size_t skip_ordinal(std::string_view text, std::size_t at) noexcept {
  for (std::string_view ordinals = "st|nd|rd|th|er|\xC2\xBA|\xC2\xAA|"; !ordinals.empty();) {
    const std::string_view ordinal = ascii::take_word(ordinals);
    if (ascii::has_prefix(text, at, ordinal)) return at + ordinal.size();
  }
  return at;
}

[[nodiscard]] bool is_month(const Word& word) noexcept {
  return (word.cues & cue(Cue::Month)) != 0;
}

/// "3rd of May 1990"
[[nodiscard]] std::size_t day_first_end(const Scan& scan, std::size_t at) noexcept {
  const std::string_view text = scan.text;
  const std::size_t digits = count_digits(text, at, 2);
  if (digits == 0 || digits > 2 || !is_date(number(text, at, digits), 1)) return 0;
  const std::size_t month = skip_link(text, skip_ordinal(text, at + digits));
  if (month == at + digits || !ascii::is_alpha(ascii::at_or_nul(text, month))) return 0;
  const Word word = scan.read_word(month, 0);
  return is_month(word) ? year_end(text, skip_link(text, word.end), word.end) : 0;
}

/// "May 3rd, 1990", from the end of the month
[[nodiscard]] std::size_t month_first_end(std::string_view text, std::size_t at) noexcept {
  const std::size_t day = skip_link(text, at);
  const std::size_t digits = count_digits(text, day, 2);
  if (digits == 0 || digits > 2 || !is_date(number(text, day, digits), 1)) return 0;
  const std::size_t end = skip_ordinal(text, day + digits);
  return ends_here(text, end) ? year_end(text, skip_link(text, end), end) : 0;
}

/// A word of birth before, and no other date of birth since; or one right behind.
[[nodiscard]] bool speaks_of_birth(const Scan& scan, std::size_t begin, std::size_t end) noexcept {
  for (std::size_t n = 0; n < kWordsBefore; ++n) {
    const Word word = scan.word_back(n);
    if (word.end == 0 || word.end + kBytesBefore < begin) break;
    if ((word.cues & cue(Cue::Birth)) != 0) return word.begin >= scan.birth_date_end;
  }
  return scan.evidence(begin, end, cue(Cue::Birth), 0, 0) == Evidence::Own &&
         scan.birth_date_end == 0;
}

void offer(Scan& scan, std::size_t begin, std::size_t end) noexcept {
  if (end == 0 || !speaks_of_birth(scan, begin, end)) return;
  scan.offer(EntityType::DateOfBirth, begin, end, 0.85F);
  scan.birth_date_end = end;
}

}  // namespace

void find_birth_date(Scan& scan, std::size_t at) noexcept {
  const std::size_t end = numeric_end(scan.text, at);
  offer(scan, at, end != 0 ? end : day_first_end(scan, at));
}

void find_birth_date(Scan& scan, const Word& month) noexcept {
  if (is_month(month)) offer(scan, month.begin, month_first_end(scan.text, month.end));
}

}  // namespace undertone::pii
