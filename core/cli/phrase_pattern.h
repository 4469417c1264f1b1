// The little language of phrases: one line of a data file -> what it stands for.
//
//   word        any spelling of it; contractions are taken apart ("can't" = can not)
//   (a | b c)   alternatives        [a | b]  the same or nothing
//   <name>      a set of sets.tsv   <number> <entity> <link>  what no word stands for
//   *           any one word        *3       up to three words
//   ^  $        begin and end of a sentence       ^^ $$  of the message
//   \x          x itself, where it has a meaning above
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::cli {

struct Pattern;
using PatternPtr = std::shared_ptr<const Pattern>;

/// A symbol, or else alternatives, each a sequence.
struct Pattern {
  std::uint16_t symbol = 0;
  std::vector<std::vector<PatternPtr>> alternatives;
};

/// The words and sets of all phrases, with their symbols.
class Lexicon {
 public:
  /// Another spelling of one or two words.
  void add_spelling(const std::string& spelling, const std::string& meaning);
  /// A set and its alternatives; may hold sets of earlier lines.
  void add_set(const std::string& name, const std::string& alternatives);

  /// The symbols of a word as a writer typed it.
  [[nodiscard]] std::vector<std::uint16_t> word(const std::string& typed);
  [[nodiscard]] PatternPtr set(const std::string& name) const;

  /// Makes one nameless set of the single words among `alternatives`, if they are many.
  void gather_words(std::vector<std::vector<PatternPtr>>& alternatives);

  struct Set {
    std::uint16_t symbol = 0;
    PatternPtr pattern;
    /// words that the set's symbol stands for
    std::vector<std::uint16_t> members;
  };
  [[nodiscard]] const std::map<std::string, std::uint16_t>& words() const { return words_; }
  [[nodiscard]] const std::map<std::string, std::vector<std::uint16_t>>& spellings() const {
    return spellings_;
  }
  [[nodiscard]] const std::map<std::string, Set>& sets() const { return sets_; }

 private:
  [[nodiscard]] std::uint16_t symbol_of(const std::string& folded);
  [[nodiscard]] const Set* set_of(const PatternPtr& pattern) const;
  void append_symbols(const std::string& folded, std::vector<std::uint16_t>& symbols);

  std::map<std::string, std::uint16_t> words_;
  std::map<std::string, std::vector<std::uint16_t>> spellings_;
  std::map<std::string, Set> sets_;
};

/// Reads one phrase.
///
/// Errors  throws std::runtime_error with the reason
[[nodiscard]] PatternPtr parse_phrase(std::string_view phrase, Lexicon& lexicon);

}  // namespace undertone::cli
