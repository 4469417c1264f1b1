#include "core/model/phrase_table.h"

namespace undertone {
namespace {

using namespace phrase_symbol;

constexpr std::uint32_t kSectionVersion = 4;
/// version, hashes, words, memberships, edges, root words, root sets, first set, first inner set,
/// outputs
constexpr std::size_t kHeaderBytes = 10 * 4;
/// High bit of an edge's symbol: the node's last edge. Of an output's class: no more follow.
constexpr std::uint16_t kLastEdge = 0x8000;
constexpr std::uint8_t kLastOutput = 0x80;

std::uint16_t u16(const std::byte* from, std::size_t index) noexcept {
  return static_cast<std::uint16_t>(static_cast<unsigned>(from[2 * index]) |
                                    static_cast<unsigned>(from[2 * index + 1]) << 8U);
}

/// Parts of an edge, side by side: one that is followed is looked at as a whole.
constexpr std::size_t kEdgeBytes = 6;
std::uint16_t symbol_of(const std::byte* edges, std::size_t edge) noexcept {
  return u16(edges + kEdgeBytes * edge, 0);
}
std::uint16_t target_of(const std::byte* edges, std::size_t edge) noexcept {
  return u16(edges + kEdgeBytes * edge, 1);
}
std::uint16_t output_of(const std::byte* edges, std::size_t edge) noexcept {
  return u16(edges + kEdgeBytes * edge, 2);
}

std::uint32_t u32(const std::byte* from, std::size_t index) noexcept {
  const std::byte* at = from + 4 * index;
  return static_cast<std::uint32_t>(at[0]) | static_cast<std::uint32_t>(at[1]) << 8U |
         static_cast<std::uint32_t>(at[2]) << 16U | static_cast<std::uint32_t>(at[3]) << 24U;
}

std::uint32_t u24(const std::byte* from, std::size_t index) noexcept {
  const std::byte* at = from + 3 * index;
  return static_cast<std::uint32_t>(at[0]) | static_cast<std::uint32_t>(at[1]) << 8U |
         static_cast<std::uint32_t>(at[2]) << 16U;
}

std::uint8_t u8(const std::byte* from, std::size_t index) noexcept {
  return static_cast<std::uint8_t>(from[index]);
}

/// Hands out the arrays of a section one after the other.
class Cutter {
 public:
  explicit Cutter(std::span<const std::byte> bytes) noexcept : bytes_{bytes} {}

  const std::byte* take(std::uint64_t count, std::uint64_t each) noexcept {
    const std::uint64_t size = count * each;
    if (size > bytes_.size() - used_) {
      ok_ = false;
      return nullptr;
    }
    const std::byte* const begin = bytes_.data() + used_;
    used_ += static_cast<std::size_t>(size);
    return begin;
  }
  [[nodiscard]] bool ok() const noexcept { return ok_; }
  [[nodiscard]] bool done() const noexcept { return used_ == bytes_.size(); }

 private:
  std::span<const std::byte> bytes_;
  std::size_t used_ = 0;
  bool ok_ = true;
};

}  // namespace

Status PhraseTable::open(std::span<const std::byte> section) noexcept {
  if (section.size() < kHeaderBytes) return Status::Truncated;
  const std::byte* const header = section.data();
  if (u32(header, 0) != kSectionVersion) return Status::BadVersion;

  num_hashes_ = u32(header, 1);
  num_words_ = u32(header, 2);
  num_memberships_ = u32(header, 3);
  num_edges_ = u32(header, 4);
  num_root_words_ = u32(header, 5);
  num_root_sets_ = u32(header, 6);
  first_set_ = u32(header, 7);
  first_inner_set_ = u32(header, 8);
  num_outputs_ = u32(header, 9);
  // No sum here is beyond 32 bits.
  if (num_words_ > kLast || num_edges_ > UINT16_MAX || num_root_words_ < kFirstWord ||
      num_root_words_ > num_words_ || num_root_sets_ > kLast ||
      num_root_words_ + num_root_sets_ > num_edges_ ||
      first_inner_set_ + WordSets::kMaxSets <= kLast || num_outputs_ >= UINT16_MAX) {
    return Status::BadCount;
  }
  Cutter cutter{section.subspan(kHeaderBytes)};
  hashes_ = cutter.take(num_hashes_, 3);
  firsts_ = cutter.take(num_hashes_, 2);
  seconds_ = cutter.take(num_hashes_, 2);
  word_classes_ = cutter.take(num_words_, 1);
  membership_begins_ = cutter.take(std::uint64_t{num_words_} + 1, 2);
  memberships_ = cutter.take(num_memberships_, 2);
  edges_ = cutter.take(num_edges_, kEdgeBytes);
  output_classes_ = cutter.take(num_outputs_, 1);
  output_weights_ = cutter.take(num_outputs_, 1);
  if (!cutter.ok()) return Status::Truncated;
  if (!cutter.done()) return Status::BadCount;
  if (!check_words() || !check_edges()) return Status::BadValue;
  index_.build(hashes_, num_hashes_);
  return Status::Ok;
}

bool PhraseTable::check_words() const noexcept {
  for (std::size_t i = 0; i < num_hashes_; ++i) {
    if (i > 0 && u24(hashes_, i - 1) >= u24(hashes_, i)) return false;
    if (u16(firsts_, i) >= num_words_ || u16(seconds_, i) >= num_words_) return false;
  }
  std::size_t at = 0;
  for (std::size_t i = 0; i <= num_words_; ++i) {
    const std::size_t begin = at;
    at = u16(membership_begins_, i);
    if (at < begin || at > num_memberships_ || (i == 0 && at != 0)) return false;
    for (std::size_t k = begin + 1; k < at; ++k) {
      if (u16(memberships_, k - 1) >= u16(memberships_, k)) return false;
    }
  }
  return at == num_memberships_;
}

bool PhraseTable::check_edges() const noexcept {
  const std::uint32_t num_root_edges = num_root_words_ + num_root_sets_;
  for (std::uint32_t i = 0; i < num_edges_; ++i) {
    // Targets of 0 mean "no more": the root is nobody's target.
    if (target_of(edges_, i) >= num_edges_ || output_of(edges_, i) > num_outputs_) return false;
    const std::uint32_t packed = symbol_of(edges_, i);
    if (i < num_root_edges) {
      const std::uint32_t symbol = i < num_root_words_ ? i : first_set_ + i - num_root_words_;
      if (packed != (i + 1 < num_root_edges ? symbol : symbol | kLastEdge)) return false;
    } else if ((packed & kLastEdge) == 0) {
      if (i + 1 == num_edges_ || packed > (symbol_of(edges_, i + 1) & kLast)) return false;
    }
  }
  if (num_outputs_ == 0) return true;
  for (std::size_t i = 0; i < num_outputs_; ++i) {
    if ((u8(output_classes_, i) & ~kLastOutput) >= kNumPhraseClasses) return false;
  }
  return (u8(output_classes_, num_outputs_ - 1) & kLastOutput) != 0;
}

PhraseTable::Symbols PhraseTable::find(std::uint32_t hash) const noexcept {
  const std::size_t at = index_.find(hash);
  if (at == num_hashes_) return {};
  return {u16(firsts_, at), u16(seconds_, at)};
}

std::uint8_t PhraseTable::classes_of(std::uint16_t symbol) const noexcept {
  return symbol < num_words_ ? u8(word_classes_, symbol) : std::uint8_t{0};
}

std::span<const std::byte> PhraseTable::sets_of(std::uint16_t symbol) const noexcept {
  const std::size_t begin = u16(membership_begins_, symbol);
  return {memberships_ + 2 * begin, 2 * (u16(membership_begins_, symbol + 1U) - begin)};
}

struct PhraseTable::Search {
  Search(std::span<const PhraseWord> of, std::span<PhraseHit> room) noexcept
      : words{of}, hits{room} {}

  std::span<const PhraseWord> words;
  std::span<PhraseHit> hits;
  std::size_t begin = 0;
  std::size_t num_hits = 0;
  /// hits with this first word start here
  std::size_t own_hits = 0;
  std::uint32_t steps = 0;

  /// Steps from one first word. English needs 1,735 at most in 7,500 messages of five sets.
  static constexpr std::uint32_t kMaxSteps = 4096;
  /// Edges of a node that are asked one after the other before the memo is.
  static constexpr std::size_t kNarrow = 8;

  [[nodiscard]] bool sentence_begins(std::size_t at) const noexcept {
    return at == 0 || (at < words.size() && words[at].sentence_begin);
  }
  [[nodiscard]] bool sentence_ends(std::size_t at) const noexcept {
    while (at < words.size() && words[at].closing) ++at;
    return at == words.size() || words[at].sentence_begin;
  }
  [[nodiscard]] bool message_ends(std::size_t at) const noexcept {
    while (at < words.size() && words[at].closing) ++at;
    return at == words.size();
  }
  /// Whether a phrase may go on with the word `at`: it does not leave its sentence.
  [[nodiscard]] bool inside(std::size_t at) const noexcept {
    return at < words.size() && (at == begin || !words[at].sentence_begin);
  }

  void found(PhraseClass phrase_class, std::uint8_t weight, std::size_t end) noexcept {
    const PhraseHit hit{phrase_class, weight, static_cast<std::uint16_t>(begin),
                        static_cast<std::uint16_t>(end)};
    for (std::size_t i = 0; i < num_hits; ++i) {
      if (hits[i].phrase_class != phrase_class) continue;
      if (i < own_hits) {
        // A longer one that began before.
        if (hits[i].end >= end) return;
        continue;
      }
      const bool stronger = weight == 0 || (hits[i].weight > 0 && hits[i].weight < weight);
      const bool better = hits[i].end < hit.end || (hits[i].end == hit.end && stronger);
      if (better) hits[i] = hit;
      return;
    }
    if (num_hits < hits.size()) hits[num_hits++] = hit;
  }
};

void PhraseTable::follow(Search& search, std::uint32_t edge, std::size_t at,
                         std::uint32_t depth) const noexcept {
  if (const std::uint16_t output = output_of(edges_, edge); output != 0) {
    for (std::size_t i = output - 1U; i < num_outputs_; ++i) {
      const std::uint8_t packed = u8(output_classes_, i);
      search.found(static_cast<PhraseClass>(packed & ~kLastOutput), u8(output_weights_, i), at);
      if ((packed & kLastOutput) != 0) break;
    }
  }
  if (const std::uint16_t target = target_of(edges_, edge); target != 0) {
    walk(search, target, at, depth + 1);
  }
}

void PhraseTable::walk(Search& search, std::uint32_t edge, std::size_t at,
                       std::uint32_t depth) const noexcept {
  if (depth >= kMaxPath || search.steps > Search::kMaxSteps) return;
  const bool inside = search.inside(at);
  for (std::size_t asked = 0;; ++edge) {
    const std::uint16_t packed = symbol_of(edges_, edge);
    const std::uint16_t wanted = packed & kLast;
    bool fits = false;
    std::size_t consumes = 1;
    // In the order of their symbols, so that the ends and the gap come before what takes a word.
    if (wanted > kMessageEnd) {
      if (!inside) return;
      if (asked++ == Search::kNarrow) return walk_wide(search, edge, at, depth);
      fits = takes(wanted, search.words[at].symbol);
    } else if (wanted == kAny) {
      fits = inside && !search.words[at].closing;
    } else {
      fits = wanted == kSentenceEnd ? search.sentence_ends(at)
                                    : wanted == kMessageEnd && search.message_ends(at);
      consumes = 0;
    }
    if (fits) follow(search, edge, at + consumes, depth);
    ++search.steps;
    if ((packed & kLastEdge) != 0) return;
  }
}

bool PhraseTable::takes(std::uint16_t wanted, std::uint16_t symbol) const noexcept {
  if (wanted < first_inner_set_) return wanted == symbol;
  WordSets& kept = word_sets_.place_of(symbol);
  if (kept.symbol != symbol) {
    kept = {.symbol = symbol};
    const std::span<const std::byte> sets = sets_of(symbol);
    for (std::size_t i = 0; i < sets.size() / 2; ++i) {
      const std::uint32_t set = u16(sets.data(), i);
      if (set >= first_inner_set_) kept.bits[set % WordSets::kMaxSets / 32] |= 1U << set % 32;
    }
  }
  return (kept.bits[wanted % WordSets::kMaxSets / 32] >> wanted % 32 & 1U) != 0;
}

FittingEdges PhraseTable::fitting(std::uint32_t edge, std::uint16_t symbol) const noexcept {
  const std::uint32_t key = PhraseMemo::key_of(edge, symbol);
  FittingEdges& kept = memo_.place_of(key);
  if (kept.key == key) return kept;
  kept = {.key = key};
  for (std::size_t count = 0; kept.steps <= Search::kMaxSteps; ++edge) {
    if (count == FittingEdges::kEdges) {
      kept.next = static_cast<std::uint16_t>(edge);
      break;
    }
    ++kept.steps;
    const std::uint16_t packed = symbol_of(edges_, edge);
    if (takes(packed & kLast, symbol)) kept.edges[count++] = static_cast<std::uint16_t>(edge);
    if ((packed & kLastEdge) != 0) break;
  }
  return kept;
}

void PhraseTable::walk_wide(Search& search, std::uint32_t edge, std::size_t at,
                            std::uint32_t depth) const noexcept {
  do {
    const FittingEdges found = fitting(edge, search.words[at].symbol);
    search.steps += found.steps;
    for (const std::uint16_t one : found.edges) {
      if (one == 0) break;
      follow(search, one, at + 1, depth);
    }
    edge = found.next;
  } while (edge != 0 && search.steps <= Search::kMaxSteps);
}

std::size_t PhraseTable::match(std::span<const PhraseWord> words,
                               std::span<PhraseHit> hits) const noexcept {
  if (empty()) return 0;
  Search search{words, hits};
  for (std::size_t at = 0; at < words.size(); ++at) {
    search.begin = at;
    search.own_hits = search.num_hits;
    search.steps = 0;
    if (at == 0) follow(search, kMessageBegin, at, 0);
    if (search.sentence_begins(at)) follow(search, kSentenceBegin, at, 0);
    const std::uint16_t symbol = words[at].symbol;
    if (symbol < num_root_words_) follow(search, symbol, at + 1, 0);
    const std::span<const std::byte> sets = sets_of(symbol);
    for (std::size_t i = 0; i < sets.size() / 2; ++i) {
      const std::uint32_t nth = u16(sets.data(), i) - first_set_;
      if (nth >= num_root_sets_) break;
      follow(search, num_root_words_ + nth, at + 1, 0);
    }
  }
  // Those of weight 0 have kept shorter ones away.
  std::size_t kept = 0;
  for (std::size_t i = 0; i < search.num_hits; ++i) {
    if (hits[i].weight != 0) hits[kept++] = hits[i];
  }
  return kept;
}

}  // namespace undertone
