#include "core/cli/phrase_compiler.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <map>
#include <set>
#include <stdexcept>
#include <tuple>

#include "core/base/word_hash.h"
#include "core/cli/phrase_pattern.h"
#include "core/model/phrase_table.h"

namespace undertone::cli {
namespace {

constexpr std::uint16_t kLastEdge = 0x8000;
constexpr std::uint8_t kLastOutput = 0x80;

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

/// Class and weight of what ends in a node, one per class.
using Outputs = std::map<std::uint8_t, std::uint8_t>;

struct Node {
  std::map<std::uint16_t, std::size_t> children;
  Outputs outputs;
};

/// The paths of all phrases: first a tree, then with equal ends shared.
class Automaton {
 public:
  void add(const Path& path, std::uint8_t phrase_class, std::uint8_t weight) {
    std::size_t at = 0;
    for (const std::uint16_t symbol : path) {
      const auto [child, fresh] = nodes_[at].children.emplace(symbol, nodes_.size());
      at = child->second;
      if (fresh) nodes_.emplace_back();
    }
    std::uint8_t& known = nodes_[at].outputs.emplace(phrase_class, weight).first->second;
    known = weight == 0 || known == 0 ? std::uint8_t{0} : std::max(known, weight);
  }

  /// Lays out the edges: those of the root first, then each shared node's side by side.
  void lay_out() {
    edges_.resize(nodes_[0].children.size());
    num_root_edges_ = edges_.size();
    const std::vector<Edge> root = edges_of(0);
    std::copy(root.begin(), root.end(), edges_.begin());
    if (edges_.size() > UINT16_MAX) throw std::runtime_error("too many phrases: over 65535 edges");
  }

  struct Edge {
    std::uint16_t symbol;
    std::uint16_t target;
    std::uint16_t output;
    friend bool operator<(const Edge& a, const Edge& b) {
      return std::tie(a.symbol, a.target, a.output) < std::tie(b.symbol, b.target, b.output);
    }
  };
  [[nodiscard]] const std::vector<Edge>& edges() const { return edges_; }
  [[nodiscard]] std::size_t num_root_edges() const { return num_root_edges_; }
  /// class (with the mark of the last one) and weight
  [[nodiscard]] const std::vector<std::pair<std::uint8_t, std::uint8_t>>& outputs() const {
    return outputs_;
  }

 private:
  std::vector<Edge> edges_of(std::size_t node) {
    std::vector<Edge> edges;
    for (const auto& [symbol, child] : nodes_[node].children) {
      edges.push_back({symbol, place(child), output_of(nodes_[child].outputs)});
    }
    if (!edges.empty()) edges.back().symbol |= kLastEdge;
    return edges;
  }

  std::uint16_t place(std::size_t node) {
    const std::vector<Edge> edges = edges_of(node);
    if (edges.empty()) return 0;
    const auto [known, fresh] = placed_.emplace(edges, edges_.size());
    if (fresh) edges_.insert(edges_.end(), edges.begin(), edges.end());
    return static_cast<std::uint16_t>(known->second);
  }

  std::uint16_t output_of(const Outputs& outputs) {
    if (outputs.empty()) return 0;
    const auto [known, fresh] = output_lists_.emplace(outputs, outputs_.size() + 1);
    if (fresh) {
      for (const auto& [phrase_class, weight] : outputs)
        outputs_.emplace_back(phrase_class, weight);
      outputs_.back().first |= kLastOutput;
    }
    return static_cast<std::uint16_t>(known->second);
  }

  std::vector<Node> nodes_ = std::vector<Node>(1);
  std::vector<Edge> edges_;
  std::size_t num_root_edges_ = 0;
  std::map<std::vector<Edge>, std::size_t> placed_;
  std::map<Outputs, std::size_t> output_lists_;
  std::vector<std::pair<std::uint8_t, std::uint8_t>> outputs_;
};

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

std::map<std::uint32_t, Path> hashes_of(const Lexicon& lexicon) {
  std::map<std::uint32_t, Path> hashes;
  const auto add = [&](const std::string& spelling, const Path& symbols) {
    if (!hashes.emplace(word_hash(spelling), symbols).second) {
      throw std::runtime_error("two words with one hash: " + spelling);
    }
  };
  for (const auto& [word, symbol] : lexicon.words()) add(word, {symbol});
  for (const auto& [spelling, symbols] : lexicon.spellings()) add(spelling, symbols);
  return hashes;
}

/// word_class bits by word.
using WordClasses = std::map<std::uint16_t, std::uint8_t>;

std::vector<char> encode(const Lexicon& lexicon, const WordClasses& classes,
                         const Automaton& automaton) {
  const std::map<std::uint32_t, Path> hashes = hashes_of(lexicon);
  std::vector<std::set<std::uint16_t>> memberships(lexicon.words().size());
  std::size_t num_memberships = 0;
  for (const auto& [name, set] : lexicon.sets()) {
    for (const std::uint16_t member : set.members) {
      memberships[member - phrase_symbol::kFirstWord].insert(set.symbol);
      ++num_memberships;
    }
  }
  Bytes out;
  out.u32(1);
  out.u32(hashes.size());
  out.u32(lexicon.words().size());
  out.u32(num_memberships);
  out.u32(automaton.edges().size());
  out.u32(automaton.num_root_edges());
  out.u32(automaton.outputs().size());
  for (const auto& [hash, symbols] : hashes) out.u32(hash);
  for (const auto& [hash, symbols] : hashes) out.u16(symbols[0]);
  for (const auto& [hash, symbols] : hashes) out.u16(symbols.size() > 1 ? symbols[1] : 0U);
  for (std::size_t word = 0; word < lexicon.words().size(); ++word) {
    const auto known = classes.find(static_cast<std::uint16_t>(phrase_symbol::kFirstWord + word));
    out.u8(known == classes.end() ? 0U : known->second);
  }
  std::size_t begin = 0;
  out.u16(0);
  for (const std::set<std::uint16_t>& sets : memberships) out.u16(begin += sets.size());
  for (const std::set<std::uint16_t>& sets : memberships) {
    for (const std::uint16_t set : sets) out.u16(set);
  }
  for (const Automaton::Edge& edge : automaton.edges()) out.u16(edge.symbol);
  for (const Automaton::Edge& edge : automaton.edges()) out.u16(edge.target);
  for (const Automaton::Edge& edge : automaton.edges()) out.u16(edge.output);
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
  Automaton automaton;
  for (std::size_t i = 0; i < kNumPhraseClasses; ++i) {
    const std::filesystem::path file = folder / (std::string(kPhraseClassNames[i]) + ".tsv");
    read_table(file, [&](const std::string& weight_text, const std::string& phrase) {
      const int weight = std::stoi(weight_text);
      if (weight < 0 || weight > 100) throw std::runtime_error("a weight is 0 to 100");
      for (const Path& path : expand_phrase(phrase, lexicon)) {
        if (path.empty() || path[0] == phrase_symbol::kAny) {
          throw std::runtime_error("has to begin with a word");
        }
        if (path.size() > PhraseTable::kMaxPath) throw std::runtime_error("is too long");
        automaton.add(path, static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(weight));
      }
    });
  }
  automaton.lay_out();

  WordClasses classes;
  for (std::size_t bit = 0; bit < kWordClassNames.size(); ++bit) {
    const std::filesystem::path file = folder / (std::string(kWordClassNames[bit]) + ".tsv");
    read_table(file, [&](const std::string&, const std::string& words) {
      for (const Path& path : expand_phrase(words, lexicon)) {
        if (path.size() != 1) throw std::runtime_error("takes single words only");
        classes[path[0]] |= static_cast<std::uint8_t>(1U << bit);
      }
    });
  }
  return encode(lexicon, classes, automaton);
}

}  // namespace undertone::cli
