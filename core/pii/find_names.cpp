#include "core/pii/find_names.h"

#include <cmath>
#include <span>

#include "core/pii/ascii.h"
#include "core/pii/name_features.h"
#include "core/pii/pii_model.h"

namespace undertone::pii {
namespace {

/// Below every threshold.
constexpr std::int16_t kNever = -32768;
/// The most that such a span scores: less than what check digits prove.
constexpr float kMaxScore = 0.9F;
/// Tokens of an address that may lie between two that the model takes for part of it.
constexpr std::size_t kAddressGap = 5;
/// What far features make up for at most. Measured: of words in chats, three in four have less
/// than that from the near ones, and one in 170 of those that join a name.
constexpr std::int32_t kFarPerson = 10;
constexpr std::int32_t kFarLocation = 18;
/// "Rue 1" is the shortest of addresses.
constexpr std::size_t kMinAddress = 5;

[[nodiscard]] float score_of(std::int32_t sum, const PiiModel& model) noexcept {
  return kMaxScore / (1.0F + std::exp(-model.unit() * static_cast<float>(sum)));
}

void weigh(std::string_view text, NameTokens& tokens, const PiiModel& model) noexcept {
  const std::int32_t least_person = model.person().word - kFarPerson;
  const std::int32_t least_location = model.location().word - kFarLocation;
  NameFeatures features;
  CapitalShare share;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    NameToken& token = tokens[i];
    token.person = kNever;
    token.location = kNever;
    if (!may_be_name(tokens, i)) continue;
    const std::uint32_t capitals = share.at(tokens, i);
    near_features(tokens, i, features);
    const std::span<const std::uint32_t> hashes{features.hashes};
    NameWeights sum = model.weights_of(hashes.first(NameFeatures::kNear));
    if (sum.person < least_person && sum.location < least_location) continue;
    far_features(text, tokens, i, capitals, features);
    const NameWeights far = model.weights_of(hashes.subspan(NameFeatures::kNear));
    sum.person += far.person;
    sum.location += far.location;
    token.person = static_cast<std::int16_t>(sum.person);
    token.location = static_cast<std::int16_t>(sum.location);
  }
}

/// Part of an address, a path or another name that is written as one.
[[nodiscard]] bool glued(std::string_view text, std::size_t begin, std::size_t end) noexcept {
  const char before = ascii::before_or_nul(text, begin);
  if (before == '/' || before == '_' || before == '=' || before == '\\') return true;
  if (before == '.' && ascii::is_alnum(ascii::before_or_nul(text, begin - 1)) &&
      ascii::is_lower(text[begin - 2])) {
    return true;
  }
  const char after = ascii::at_or_nul(text, end);
  if (ascii::is_alnum(before) || ascii::is_alnum(after)) return true;
  if (after == '-' && ascii::is_digit(ascii::at_or_nul(text, end + 1))) return true;
  if (after == '@' || after == '_' || after == '/' || after == '\\') return true;
  return after == '.' && ascii::is_lower(ascii::at_or_nul(text, end + 1));
}

/// What joins the parts of a name although it is no word: "J. K.", "Anna-Maria", "O'Hara".
[[nodiscard]] bool joins_name(const NameTokens& tokens, std::size_t at) noexcept {
  const NameToken& sign = tokens[at];
  const NameToken& before = tokens[at - 1];
  if (sign.is_sign('.')) return before.shape() == NameShape::Initial;
  if (!sign.is_sign('-') && !sign.is_sign('\'')) return false;
  return before.end == sign.begin && at + 1 < tokens.size() && tokens[at + 1].begin == sign.end;
}

[[nodiscard]] bool has_capital(const NameTokens& tokens, std::size_t first,
                               std::size_t last) noexcept {
  for (std::size_t i = first; i <= last; ++i) {
    if (tokens[i].is_word() && tokens[i].shape() != NameShape::Lower &&
        tokens[i].shape() != NameShape::Letter) {
      return true;
    }
  }
  return false;
}

/// Takes the person that begins at token `i`; the token after it.
std::size_t take_person(Scan& scan, const NameTokens& tokens, std::size_t i,
                        const PiiModel& model) noexcept {
  const NameThresholds& least = model.person();
  std::size_t last = i;
  std::int16_t best = tokens[i].person;
  for (std::size_t j = i + 1; j < tokens.size(); ++j) {
    const NameToken& token = tokens[j];
    if (token.person >= least.word && token.person >= token.location) {
      // A gap wider than a space begins another one.
      if (token.begin > tokens[j - 1].end + 1) break;
      if (token.person > best) best = token.person;
      last = j;
    } else if (!joins_name(tokens, j)) {
      break;
    }
  }
  // "Jan de" is half of "Jan de Vries".
  const bool capital = has_capital(tokens, i, last);
  if (capital && tokens[last].shape() == NameShape::Lower) {
    const NameToken& next = tokens.at(static_cast<std::ptrdiff_t>(last) + 1);
    if (next.is_word() && next.shape() == NameShape::Capital) ++last;
  }
  // One letter is no name, and lower case needs more to be one.
  const bool initial = last == i && tokens[i].shape() == NameShape::Initial;
  const std::int32_t needed = capital ? least.span : 2 * (least.span - least.word) + least.word;
  if (best >= needed && !initial && !glued(scan.text, tokens[i].begin, tokens[last].end)) {
    scan.offer(EntityType::Person, tokens[i].begin, tokens[last].end, score_of(best, model));
  }
  return last + 1;
}

[[nodiscard]] bool joins_address(const NameToken& token) noexcept {
  if (token.kind < 256) return false;
  for (const char c : {',', '.', '\n', '-', '/', '#', '\'', '(', ')', '>'}) {
    if (token.is_sign(c)) return true;
  }
  return false;
}

/// "at", "it is": a word of everyday at the edge is none of the address.
[[nodiscard]] bool is_edge(const NameToken& token) noexcept {
  constexpr unsigned kCommon = static_cast<unsigned>(NameClass::Common);
  constexpr unsigned kPlace = static_cast<unsigned>(NameClass::Place);
  return token.shape() == NameShape::Lower && (token.kind & (kCommon | kPlace)) == kCommon;
}

std::size_t take_address(Scan& scan, const NameTokens& tokens, std::size_t i,
                         const PiiModel& model) noexcept {
  const NameThresholds& least = model.location();
  std::size_t last = i;
  std::int16_t best = tokens[i].location;
  std::size_t words = tokens[i].is_word() ? 1 : 0;
  bool number = tokens[i].is_number();
  for (std::size_t j = i + 1; j < tokens.size() && j - last <= kAddressGap; ++j) {
    const NameToken& token = tokens[j];
    if (token.location >= least.word && token.location >= token.person) {
      if (token.location > best) best = token.location;
      words += token.is_word() ? 1 : 0;
      number = number || token.is_number();
      last = j;
    } else if (!joins_address(token)) {
      break;
    }
  }
  const std::size_t after = last + 1;
  while (last > i && is_edge(tokens[last])) --last;
  while (i < last && is_edge(tokens[i])) ++i;
  const std::string_view address =
      scan.text.substr(tokens[i].begin, tokens[last].end - tokens[i].begin);
  // "24 square" is none, "Lindenweg 3" is one; "ee0654b17f" is a part of a hash.
  const bool named = words > (has_capital(tokens, i, last) ? 0 : 1);
  const bool spaced = address.find_first_of(" \n") != std::string_view::npos;
  if (best >= least.span && named && number && spaced && address.size() > kMinAddress &&
      !glued(scan.text, tokens[i].begin, tokens[last].end)) {
    scan.offer(EntityType::Location, tokens[i].begin, tokens[last].end, score_of(best, model));
  }
  return after;
}

}  // namespace

void find_names(Scan& scan, NameTokens& tokens, const PiiModel& model) noexcept {
  tokens.classify(scan.text, model);
  weigh(scan.text, tokens, model);
  for (std::size_t i = 0; i < tokens.size();) {
    const NameToken& token = tokens[i];
    if (token.person >= token.location && token.person >= model.person().word) {
      i = take_person(scan, tokens, i, model);
    } else if (token.location >= model.location().word && token.location > kNever) {
      i = take_address(scan, tokens, i, model);
    } else {
      ++i;
    }
  }
}

}  // namespace undertone::pii
