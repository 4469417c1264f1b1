#include "core/cli/phrase_compiler.h"

#include <cstdint>
#include <fstream>
#include <map>
#include <set>
#include <stdexcept>

#include "core/base/word_hash.h"
#include "core/cli/phrase_automaton.h"
#include "core/cli/phrase_pattern.h"
#include "core/cli/symbol_numbers.h"
#include "core/model/phrase_table.h"

namespace undertone::cli {
namespace {

/// Calls line(first column, rest) for every line that is not empty or a comment.
template <class Line>
void read_table(const std::filesystem::path& file, Line&& line) {
  std::ifstream in{file};
  if (!in) throw std::runtime_error("cannot read " + file.string());
  std::string text;
  for (std::size_t number = 1; std::getline(in, text); ++number) {
    if (text.empty() || text[0] == '#') continue;
    const std::size_t tab = text.find('\t');
    try {
      if (tab == std::string::npos) throw std::runtime_error("needs two columns");
      line(text.substr(0, tab), text.substr(tab + 1));
    } catch (const std::exception& error) {
      throw std::runtime_error(file.filename().string() + ":" + std::to_string(number) + ": " +
                               error.what());
    }
  }
}

class Bytes {
 public:
  void u8(std::size_t value) { bytes_.push_back(static_cast<char>(value & 0xFFU)); }
  void u16(std::size_t value) {
    u8(value);
    u8(value >> 8U);
  }
  void u32(std::size_t value) {
    u16(value);
    u16(value >> 16U);
  }
  [[nodiscard]] std::vector<char> take() { return std::move(bytes_); }

 private:
  std::vector<char> bytes_;
};

using Symbols = std::vector<std::uint16_t>;

std::map<std::uint32_t, Symbols> hashes_of(const Lexicon& lexicon) {
  std::map<std::uint32_t, Symbols> hashes;
  const auto add = [&](const std::string& spelling, const Symbols& symbols) {
    if (!hashes.emplace(word_hash(spelling) & PhraseTable::kHashBits, symbols).second) {
      throw std::runtime_error("two words with one hash: " + spelling);
    }
  };
  for (const auto& [word, symbol] : lexicon.words()) add(word, {symbol});
  for (const auto& [spelling, symbols] : lexicon.spellings()) add(spelling, symbols);
  return hashes;
}

/// word_class bits by word.
using WordClasses = std::map<std::uint16_t, std::uint8_t>;

void mark_words(const PatternPtr& pattern, std::size_t bit, const Lexicon& lexicon,
                WordClasses& classes) {
  const auto flag = static_cast<std::uint8_t>(1U << bit);
  if (pattern->alternatives.empty()) {
    classes[pattern->symbol] |= flag;
    for (const auto& [name, set] : lexicon.sets()) {
      if (set.symbol != pattern->symbol) continue;
      for (const std::uint16_t member : set.members) classes[member] |= flag;
    }
    return;
  }
  for (const std::vector<PatternPtr>& sequence : pattern->alternatives) {
    if (sequence.size() != 1) throw std::runtime_error("takes single words only");
    mark_words(sequence[0], bit, lexicon, classes);
  }
}

std::vector<char> encode(const Lexicon& lexicon, const WordClasses& classes,
                         const PhraseAutomaton& automaton, const SymbolNumbers& numbers) {
  const std::map<std::uint32_t, Symbols> hashes = hashes_of(lexicon);
  std::vector<std::set<std::uint16_t>> memberships(numbers.num_words);
  std::size_t num_memberships = 0;
  for (const auto& [name, set] : lexicon.sets()) {
    const auto used = numbers.of.find(set.symbol);
    if (used == numbers.of.end()) continue;
    for (const std::uint16_t member : set.members) {
      memberships[numbers.of.at(member)].insert(used->second);
      ++num_memberships;
    }
  }
  std::vector<std::uint8_t> word_classes(numbers.num_words);
  for (const auto& [word, symbol] : lexicon.words()) {
    const auto known = classes.find(symbol);
    if (known != classes.end()) word_classes[numbers.of.at(symbol)] = known->second;
  }
  Bytes out;
  out.u32(4);
  out.u32(hashes.size());
  out.u32(numbers.num_words);
  out.u32(num_memberships);
  out.u32(automaton.edges().size());
  out.u32(numbers.num_root_words);
  out.u32(numbers.num_root_sets);
  out.u32(numbers.first_set);
  out.u32(numbers.first_inner_set);
  out.u32(automaton.outputs().size());
  for (const auto& [hash, symbols] : hashes) {
    out.u16(hash);
    out.u8(hash >> 16U);
  }
  for (const auto& [hash, symbols] : hashes) out.u16(numbers.of.at(symbols[0]));
  for (const auto& [hash, symbols] : hashes) {
    out.u16(symbols.size() > 1 ? numbers.of.at(symbols[1]) : 0U);
  }
  for (const std::uint8_t bits : word_classes) out.u8(bits);
  std::size_t begin = 0;
  out.u16(0);
  for (const std::set<std::uint16_t>& sets : memberships) out.u16(begin += sets.size());
  for (const std::set<std::uint16_t>& sets : memberships) {
    for (const std::uint16_t set : sets) out.u16(set);
  }
  for (const PhraseAutomaton::Edge& edge : automaton.edges()) {
    out.u16(edge.symbol);
    out.u16(edge.target);
    out.u16(edge.output);
  }
  for (const auto& [phrase_class, weight] : automaton.outputs()) out.u8(phrase_class);
  for (const auto& [phrase_class, weight] : automaton.outputs()) out.u8(weight);
  return out.take();
}

}  // namespace

std::vector<char> compile_phrases(const std::filesystem::path& folder) {
  Lexicon lexicon;
  read_table(folder / "spellings.tsv",
             [&](const std::string& spelling, const std::string& meaning) {
               lexicon.add_spelling(spelling, meaning);
             });
  read_table(folder / "sets.tsv", [&](const std::string& name, const std::string& alternatives) {
    lexicon.add_set(name, alternatives);
  });
  PhraseAutomaton automaton;
  for (std::size_t i = 0; i < kNumPhraseClasses; ++i) {
    const std::filesystem::path file = folder / (std::string(kPhraseClassNames[i]) + ".tsv");
    read_table(file, [&](const std::string& weight_text, const std::string& phrase) {
      const int weight = std::stoi(weight_text);
      if (weight < 0 || weight > 100) throw std::runtime_error("a weight is 0 to 100");
      automaton.add(parse_phrase(phrase, lexicon), static_cast<std::uint8_t>(i),
                    static_cast<std::uint8_t>(weight));
    });
  }
  WordClasses classes;
  for (std::size_t bit = 0; bit < kWordClassNames.size(); ++bit) {
    const std::filesystem::path file = folder / (std::string(kWordClassNames[bit]) + ".tsv");
    read_table(file, [&](const std::string&, const std::string& words) {
      mark_words(parse_phrase(words, lexicon), bit, lexicon, classes);
    });
  }
  const SymbolNumbers numbers{lexicon, automaton.symbol_use()};
  automaton.lay_out(numbers);
  return encode(lexicon, classes, automaton, numbers);
}

}  // namespace undertone::cli
