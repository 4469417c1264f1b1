#include "core/cli/phrase_automaton.h"

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include "core/model/phrase_table.h"

namespace undertone::cli {
namespace {

constexpr std::uint16_t kLastEdge = 0x8000;
constexpr std::uint8_t kLastOutput = 0x80;

/// Steps from the root up to which ways are merged. Without any the English table is a ninth
/// smaller in Brotli, but a word like "i" tries a hundred ways.
constexpr std::size_t kMergedDepth = 2;

}  // namespace

bool operator<(const PhraseAutomaton::Edge& a, const PhraseAutomaton::Edge& b) {
  return std::tie(a.symbol, a.target, a.output) < std::tie(b.symbol, b.target, b.output);
}

std::size_t PhraseAutomaton::intern(State state) {
  std::sort(state.edges.begin(), state.edges.end());
  state.edges.erase(std::unique(state.edges.begin(), state.edges.end()), state.edges.end());
  const auto [known, fresh] = state_numbers_.emplace(state, states_.size());
  if (fresh) states_.push_back(std::move(state));
  return known->second;
}

// Built from the end: what follows a pattern is known before the pattern itself.
std::size_t PhraseAutomaton::begin_of(const PatternPtr& pattern, std::size_t next) {
  if (pattern->alternatives.empty()) return intern({{{pattern->symbol, next}}, {}});
  State all;
  for (const std::vector<PatternPtr>& sequence : pattern->alternatives) {
    std::size_t begin = next;
    for (auto item = sequence.rbegin(); item != sequence.rend(); ++item) {
      begin = begin_of(*item, begin);
    }
    const State& one = states_[begin];
    all.edges.insert(all.edges.end(), one.edges.begin(), one.edges.end());
    all.outputs.insert(one.outputs.begin(), one.outputs.end());
  }
  return intern(std::move(all));
}

void PhraseAutomaton::add(const PatternPtr& phrase, std::uint8_t phrase_class,
                          std::uint8_t weight) {
  const std::size_t end = intern({{}, {{phrase_class, weight}}});
  const std::size_t begin = begin_of(phrase, end);
  if (!states_[begin].outputs.empty()) throw std::runtime_error("may not be empty");
  for (const auto& [symbol, next] : states_[begin].edges) {
    if (symbol == phrase_symbol::kAny) throw std::runtime_error("has to begin with a word");
  }
  begins_.push_back(begin);
}

std::uint16_t PhraseAutomaton::output_of(const States& states) {
  Outputs outputs;
  for (const std::size_t state : states) {
    for (const auto& [phrase_class, weight] : states_[state].outputs) {
      std::uint8_t& known = outputs.emplace(phrase_class, weight).first->second;
      known = weight == 0 || known == 0 ? std::uint8_t{0} : std::max(known, weight);
    }
  }
  if (outputs.empty()) return 0;
  const auto [known, fresh] = output_lists_.emplace(outputs, outputs_.size() + 1);
  if (fresh) {
    for (const auto& [phrase_class, weight] : outputs) outputs_.emplace_back(phrase_class, weight);
    outputs_.back().first |= kLastOutput;
  }
  return static_cast<std::uint16_t>(known->second);
}

std::vector<PhraseAutomaton::Edge> PhraseAutomaton::edges_of(const States& states,
                                                             const SymbolNumbers& numbers,
                                                             std::size_t depth) {
  if (depth > PhraseTable::kMaxPath) throw std::runtime_error("a phrase is too long");
  std::map<std::uint16_t, std::vector<States>> targets;
  for (const std::size_t state : states) {
    for (const auto& [symbol, next] : states_[state].edges) {
      std::vector<States>& ways = targets[numbers.of.at(symbol)];
      // Near the root ways with one symbol become one way, so that few are tried for a word;
      // farther down they stay apart, so that their ends can be shared.
      if (ways.empty() || depth >= kMergedDepth) ways.emplace_back();
      ways.back().push_back(next);
    }
  }
  std::vector<Edge> edges;
  for (auto& [symbol, ways] : targets) {
    for (States& next : ways) {
      std::sort(next.begin(), next.end());
      next.erase(std::unique(next.begin(), next.end()), next.end());
      edges.push_back({symbol, place(next, numbers, depth + 1), output_of(next)});
    }
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end(),
                          [](const Edge& a, const Edge& b) { return !(a < b); }),
              edges.end());
  if (!edges.empty()) edges.back().symbol |= kLastEdge;
  return edges;
}

std::uint16_t PhraseAutomaton::place(const States& states, const SymbolNumbers& numbers,
                                     std::size_t depth) {
  if (const auto known = places_.find(states); known != places_.end()) return known->second;
  const std::vector<Edge> edges = edges_of(states, numbers, depth);
  std::size_t at = 0;
  if (!edges.empty()) {
    const auto [known, fresh] = placed_.emplace(edges, edges_.size());
    if (fresh) edges_.insert(edges_.end(), edges.begin(), edges.end());
    at = known->second;
  }
  if (edges_.size() > UINT16_MAX) throw std::runtime_error("too many phrases: over 65535 edges");
  return places_.emplace(states, static_cast<std::uint16_t>(at)).first->second;
}

SymbolUse PhraseAutomaton::symbol_use() const {
  SymbolUse use;
  States open;
  std::set<std::size_t> seen;
  const auto leave = [&](std::size_t state, std::set<std::uint16_t>& symbols) {
    for (const auto& [symbol, next] : states_[state].edges) {
      symbols.insert(symbol);
      if (seen.insert(next).second) open.push_back(next);
    }
  };
  for (const std::size_t begin : begins_) leave(begin, use.first);
  while (!open.empty()) {
    const std::size_t state = open.back();
    open.pop_back();
    leave(state, use.later);
  }
  return use;
}

void PhraseAutomaton::lay_out(const SymbolNumbers& numbers) {
  std::sort(begins_.begin(), begins_.end());
  begins_.erase(std::unique(begins_.begin(), begins_.end()), begins_.end());
  // The root comes first, and its size is known: one edge for each symbol.
  edges_.resize(std::size_t{numbers.num_root_words} + numbers.num_root_sets);
  for (std::uint16_t symbol = 0; symbol < phrase_symbol::kFirstWord; ++symbol) {
    edges_[symbol].symbol = symbol;
  }
  for (const Edge& edge : edges_of(begins_, numbers, 0)) {
    const std::uint16_t symbol = edge.symbol & phrase_symbol::kLast;
    const bool set = symbol >= numbers.first_set;
    edges_[set ? numbers.num_root_words + symbol - numbers.first_set : symbol] = edge;
  }
  edges_.back().symbol |= kLastEdge;
}

}  // namespace undertone::cli
