#include "core/cli/symbol_numbers.h"

#include <array>
#include <stdexcept>

#include "core/model/phrase_memo.h"
#include "core/model/phrase_table.h"

namespace undertone::cli {
namespace {

using Symbols = std::set<std::uint16_t>;

}  // namespace

SymbolNumbers::SymbolNumbers(const Lexicon& lexicon, const SymbolUse& use) {
  Symbols words;
  for (const auto& [word, symbol] : lexicon.words()) words.insert(symbol);
  // Begin phrases only, begin phrases and stand inside, stand inside.
  std::array<Symbols, 3> sets;
  for (const auto& [name, set] : lexicon.sets()) {
    const bool first = use.first.count(set.symbol) != 0;
    const bool later = use.later.count(set.symbol) != 0;
    if (first || later) sets[!later ? 0 : first ? 1 : 2].insert(set.symbol);
  }
  const std::size_t num_inner_sets = sets[1].size() + sets[2].size();
  const std::size_t num_sets = sets[0].size() + num_inner_sets;
  if (phrase_symbol::kFirstWord + words.size() + num_sets > phrase_symbol::kLast) {
    throw std::runtime_error("more words and sets than there are symbols");
  }
  if (num_inner_sets > WordSets::kMaxSets) throw std::runtime_error("more sets than bits for them");

  std::uint16_t next = 0;
  while (next < phrase_symbol::kFirstWord) {
    of[next] = next;
    ++next;
  }
  for (const std::uint16_t word : words) {
    if (use.first.count(word) != 0) of[word] = next++;
  }
  num_root_words = next;
  for (const std::uint16_t word : words) {
    if (use.first.count(word) == 0) of[word] = next++;
  }
  num_words = next;
  num_root_sets = static_cast<std::uint16_t>(sets[0].size() + sets[1].size());
  first_set = static_cast<std::uint16_t>(phrase_symbol::kLast + 1U - num_sets);
  first_inner_set = static_cast<std::uint16_t>(phrase_symbol::kLast + 1U - num_inner_sets);
  next = first_set;
  for (const Symbols& some : sets) {
    for (const std::uint16_t set : some) of[set] = next++;
  }
}

}  // namespace undertone::cli
