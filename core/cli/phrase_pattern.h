// The little language of phrases: one line of a data file -> the paths of symbols it stands for.
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
#include <string>
#include <string_view>
#include <vector>

namespace undertone::cli {

using Path = std::vector<std::uint16_t>;

/// The words and sets of all phrases, with their symbols.
class Lexicon {
 public:
  /// Another spelling of one or two words.
  void add_spelling(const std::string& spelling, const std::string& meaning);
  /// A set's alternatives, in the same language as phrases but without sets of later lines.
  void add_set(const std::string& name, const std::string& alternatives);
  /// Whether a set is known.
  [[nodiscard]] bool has_set(const std::string& name) const { return sets_.count(name) != 0; }

  /// The symbols of a word as a writer typed it.
  [[nodiscard]] Path word(const std::string& text);
  /// The paths of a set.
  [[nodiscard]] const std::vector<Path>& set(const std::string& name) const;

  struct Set {
    std::uint16_t symbol = 0;
    std::vector<Path> paths;
    std::vector<std::uint16_t> members;
  };
  [[nodiscard]] const std::map<std::string, std::uint16_t>& words() const { return words_; }
  [[nodiscard]] const std::map<std::string, Path>& spellings() const { return spellings_; }
  [[nodiscard]] const std::map<std::string, Set>& sets() const { return sets_; }

 private:
  [[nodiscard]] std::uint16_t symbol_of(const std::string& folded);

  std::map<std::string, std::uint16_t> words_;
  std::map<std::string, Path> spellings_;
  std::map<std::string, Set> sets_;
};

/// All paths of a phrase.
///
/// Errors  throws std::runtime_error with the reason
[[nodiscard]] std::vector<Path> expand_phrase(std::string_view phrase, Lexicon& lexicon);

/// Tokens of a text, folded as features fold them.
[[nodiscard]] std::vector<std::string> folded_tokens(std::string_view text);

}  // namespace undertone::cli
