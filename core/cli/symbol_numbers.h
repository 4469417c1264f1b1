// The numbers of a table's words and sets: those that phrases begin with come first, so that the
// matcher needs no search for them (core/model/phrase_table.h).
#pragma once

#include <cstdint>
#include <map>
#include <set>

#include "core/cli/phrase_pattern.h"

namespace undertone::cli {

/// Symbols that phrases begin with, and those that they go on with.
struct SymbolUse {
  std::set<std::uint16_t> first;
  std::set<std::uint16_t> later;
};

struct SymbolNumbers {
  /// Errors  throws std::runtime_error where a limit of the format is passed
  SymbolNumbers(const Lexicon& lexicon, const SymbolUse& use);

  /// The number of a lexicon's symbol. A set that no phrase needs has none.
  std::map<std::uint16_t, std::uint16_t> of;
  /// those with a meaning of their own among them
  std::uint16_t num_words = 0;
  std::uint16_t num_root_words = 0;
  std::uint16_t num_root_sets = 0;
  std::uint16_t first_set = 0;
  std::uint16_t first_inner_set = 0;
};

}  // namespace undertone::cli
