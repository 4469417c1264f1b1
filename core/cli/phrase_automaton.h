// All phrases as one acyclic automaton: equal beginnings and equal ends are stored once.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "core/cli/phrase_pattern.h"
#include "core/cli/symbol_numbers.h"

namespace undertone::cli {

class PhraseAutomaton {
 public:
  /// Adds every way to say a phrase.
  void add(const PatternPtr& phrase, std::uint8_t phrase_class, std::uint8_t weight);
  /// What the phrases added so far are made of.
  [[nodiscard]] SymbolUse symbol_use() const;
  /// Lays out the edges. Call once, after all phrases.
  ///
  /// Errors  throws std::runtime_error where a limit of the format is passed
  void lay_out(const SymbolNumbers& numbers);

  struct Edge {
    /// the node's last edge is marked
    std::uint16_t symbol;
    /// index of the first edge of the next node, 0 = none
    std::uint16_t target;
    /// 1 + index of the first output, 0 = none
    std::uint16_t output;
    friend bool operator<(const Edge& a, const Edge& b);
  };
  /// Those of the root first.
  [[nodiscard]] const std::vector<Edge>& edges() const { return edges_; }
  /// Class (the last one of a list marked) and weight.
  [[nodiscard]] const std::vector<std::pair<std::uint8_t, std::uint8_t>>& outputs() const {
    return outputs_;
  }

 private:
  /// Weight by class.
  using Outputs = std::map<std::uint8_t, std::uint8_t>;
  /// Where the paths of one phrase go on; several edges may have one symbol.
  struct State {
    std::vector<std::pair<std::uint16_t, std::size_t>> edges;
    Outputs outputs;
    friend bool operator<(const State& a, const State& b) {
      return a.edges != b.edges ? a.edges < b.edges : a.outputs < b.outputs;
    }
  };
  using States = std::vector<std::size_t>;

  [[nodiscard]] std::size_t intern(State state);
  [[nodiscard]] std::size_t begin_of(const PatternPtr& pattern, std::size_t next);
  [[nodiscard]] std::vector<Edge> edges_of(const States& states, const SymbolNumbers& numbers,
                                           std::size_t depth);
  [[nodiscard]] std::uint16_t place(const States& states, const SymbolNumbers& numbers,
                                    std::size_t depth);
  [[nodiscard]] std::uint16_t output_of(const States& states);

  std::vector<State> states_;
  std::map<State, std::size_t> state_numbers_;
  States begins_;

  std::vector<Edge> edges_;
  std::map<States, std::uint16_t> places_;
  std::map<std::vector<Edge>, std::size_t> placed_;
  std::map<Outputs, std::size_t> output_lists_;
  std::vector<std::pair<std::uint8_t, std::uint8_t>> outputs_;
};

}  // namespace undertone::cli
