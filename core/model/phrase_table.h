// The phrases of one language: what the `phrases` section of a model file says, and its matcher.
//
// A phrase is a short path of symbols. A symbol is a word (any of its spellings), a set of words,
// a gap of one word, or an edge of a sentence or message. All paths share one acyclic automaton:
//
//   words     hash -> up to two symbols ("cant" -> can, not)
//   classes   symbol -> what the word does anywhere (negates, is a function word ...)
//   sets      symbol -> the sets it belongs to, ascending
//   edges     symbol, target, output; those of a node lie side by side, ascending by symbol, the
//             last one marked
//   outputs   class, weight
//
// Symbols are numbered so that the edge of the root that takes one is known without a search:
//
//   0 .. 15           symbols with a meaning of their own, each with an edge of the root
//   root words        that a phrase begins with; edge = symbol
//   words
//   root sets         that a phrase begins with; edge = root words + how many sets before
//   sets              up to kLast; those from `first inner set` on are asked for inside phrases
//
// Six bytes an edge, seven a spelling, three a word. The data files and their language:
// models/README.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/base/status.h"
#include "core/base/turn_numbers.h"
#include "core/model/key_index.h"
#include "core/model/phrase_class.h"
#include "core/model/phrase_memo.h"

namespace undertone {

/// Symbols with a meaning of their own; words and sets come after.
namespace phrase_symbol {
inline constexpr std::uint16_t kUnknown = 0;  ///< a word no phrase has
inline constexpr std::uint16_t kAny = 1;      ///< gap: exactly one word
inline constexpr std::uint16_t kSentenceBegin = 2;
inline constexpr std::uint16_t kSentenceEnd = 3;  ///< a question mark may follow
inline constexpr std::uint16_t kMessageBegin = 4;
inline constexpr std::uint16_t kMessageEnd = 5;  ///< a question mark may follow
inline constexpr std::uint16_t kQuestionMark = 6;
inline constexpr std::uint16_t kNumber = 7;
inline constexpr std::uint16_t kEntity = 8;  ///< masked personal data
inline constexpr std::uint16_t kLink = 9;
inline constexpr std::uint16_t kFirstWord = 16;
inline constexpr std::uint16_t kLast = 0x7FFF;
}  // namespace phrase_symbol

/// One word of a message as the matcher sees it.
///
/// Without initial values: there is room for far more of them than a message has words.
struct PhraseWord {
  std::uint16_t symbol;
  /// the turn's word it comes from
  std::uint16_t source;
  bool sentence_begin;
  /// after a comma or the like; negation does not reach across
  bool clause_begin;
  bool quoted;
  /// word_class bits
  std::uint8_t classes;
  /// emoji or question mark: may stand between the last word and the end of a sentence
  bool closing;
};

struct PhraseHit {
  PhraseClass phrase_class{};
  /// strength, percent
  std::uint8_t weight = 0;
  /// words [begin, end)
  std::uint16_t begin = 0;
  std::uint16_t end = 0;
};

/// Words of one message that are matched; the rest of a longer one is not looked at.
inline constexpr std::size_t kPhraseWords = 640;

/// Phrases found in one message; further ones are dropped.
inline constexpr std::size_t kPhraseHits = 128;

/// A view of a section's bytes, which must outlive it. Empty by default: nothing matches. About
/// 70 kB, most of it what was found before (phrase_memo.h).
class PhraseTable {
 public:
  /// Bits of a word's hash that are kept. With 3,300 spellings one unknown word in 5,000 is taken
  /// for a known one; a phrase needs several.
  static constexpr std::uint32_t kHashBits = (std::uint32_t{1} << KeyIndex::kKeyBits) - 1;

  /// Symbols of one phrase; a longer path is not followed to its end.
  static constexpr std::size_t kMaxPath = 24;

  /// Up to two symbols of one spelling; `second` is kUnknown for most.
  struct Symbols {
    std::uint16_t first = phrase_symbol::kUnknown;
    std::uint16_t second = phrase_symbol::kUnknown;
  };

  /// Checks every count, symbol and target of `section`. Once for each object, which is of no use
  /// if the section is refused.
  ///
  /// Errors  Truncated, BadVersion, BadCount, BadValue
  [[nodiscard]] Status open(std::span<const std::byte> section) noexcept;

  [[nodiscard]] bool empty() const noexcept { return num_edges_ == 0; }

  /// The symbols of a word by the hash of its folded form.
  [[nodiscard]] Symbols find(std::uint32_t hash) const noexcept;

  /// The words of a turn as symbols; punctuation but the question mark only bounds clauses.
  ///
  /// Output  number of words written; a contraction gives two
  [[nodiscard]] std::size_t read(const TurnFeatures& turn,
                                 std::span<PhraseWord> words) const noexcept;

  /// Finds phrases. Of phrases of one class that lie inside each other the longest counts; a
  /// phrase of weight 0 only takes the place of the shorter ones inside it.
  ///
  /// Output  number of hits, in order of their first word; those beyond `hits` are dropped
  /// Cost    linear in the words: the steps from each first word are bounded
  /// Effect  keeps what was found: one thread at a time
  [[nodiscard]] std::size_t match(std::span<const PhraseWord> words,
                                  std::span<PhraseHit> hits) const noexcept;

 private:
  struct Search;

  [[nodiscard]] std::uint8_t classes_of(std::uint16_t symbol) const noexcept;
  [[nodiscard]] bool check_words() const noexcept;
  [[nodiscard]] bool check_edges() const noexcept;

  /// The sets of a word, as bytes of memberships_.
  [[nodiscard]] std::span<const std::byte> sets_of(std::uint16_t symbol) const noexcept;
  void walk(Search& search, std::uint32_t edge, std::size_t at, std::uint32_t depth) const noexcept;
  void walk_wide(Search& search, std::uint32_t edge, std::size_t at,
                 std::uint32_t depth) const noexcept;
  [[nodiscard]] bool takes(std::uint16_t wanted, std::uint16_t symbol) const noexcept;
  /// The edges from `edge` on that take this word, as far as one entry holds them.
  [[nodiscard]] FittingEdges fitting(std::uint32_t edge, std::uint16_t symbol) const noexcept;
  void follow(Search& search, std::uint32_t edge, std::size_t at,
              std::uint32_t depth) const noexcept;

  std::uint32_t num_hashes_ = 0;
  /// those with a meaning of their own among them
  std::uint32_t num_words_ = 0;
  std::uint32_t num_memberships_ = 0;
  std::uint32_t num_edges_ = 0;
  std::uint32_t num_root_words_ = 0;
  std::uint32_t num_root_sets_ = 0;
  std::uint32_t first_set_ = 0;
  std::uint32_t first_inner_set_ = 0;
  std::uint32_t num_outputs_ = 0;
  KeyIndex index_;
  const std::byte* hashes_ = nullptr;
  const std::byte* firsts_ = nullptr;
  const std::byte* seconds_ = nullptr;
  const std::byte* word_classes_ = nullptr;
  const std::byte* membership_begins_ = nullptr;
  const std::byte* memberships_ = nullptr;
  const std::byte* edges_ = nullptr;
  const std::byte* output_classes_ = nullptr;
  const std::byte* output_weights_ = nullptr;
  mutable PhraseMemo memo_;
  mutable WordSetsMemo word_sets_;
};

}  // namespace undertone
