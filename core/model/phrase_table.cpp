#include "core/model/phrase_table.h"

#include <algorithm>
#include <utility>

namespace undertone {
namespace {

using namespace phrase_symbol;

constexpr std::uint32_t kSectionVersion = 2;
/// version, hashes, words, memberships, edges, root edges, outputs
constexpr std::size_t kHeaderBytes = 7 * 4;
/// High bit of an edge's symbol: the node's last edge. Of an output's class: no more follow.
constexpr std::uint16_t kLastEdge = 0x8000;
constexpr std::uint8_t kLastOutput = 0x80;

std::uint16_t u16(const std::byte* from, std::size_t index) noexcept {
  return static_cast<std::uint16_t>(static_cast<unsigned>(from[2 * index]) |
                                    static_cast<unsigned>(from[2 * index + 1]) << 8U);
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

/// First index in [begin, end) whose symbol is not below `wanted`.
std::size_t lower_bound(const std::byte* symbols, std::size_t begin, std::size_t end,
                        std::uint16_t wanted) noexcept {
  while (begin < end) {
    const std::size_t middle = begin + (end - begin) / 2;
    if ((u16(symbols, middle) & kLast) < wanted) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return begin;
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
  num_root_edges_ = u32(header, 5);
  num_outputs_ = u32(header, 6);
  if (num_words_ > kLast - kFirstWord || num_root_edges_ > num_edges_ || num_edges_ > UINT16_MAX ||
      num_outputs_ >= UINT16_MAX) {
    return Status::BadCount;
  }
  Cutter cutter{section.subspan(kHeaderBytes)};
  hashes_ = cutter.take(num_hashes_, 3);
  firsts_ = cutter.take(num_hashes_, 2);
  seconds_ = cutter.take(num_hashes_, 2);
  word_classes_ = cutter.take(num_words_, 1);
  membership_begins_ = cutter.take(std::uint64_t{num_words_} + 1, 2);
  memberships_ = cutter.take(num_memberships_, 2);
  edge_symbols_ = cutter.take(num_edges_, 2);
  edge_targets_ = cutter.take(num_edges_, 2);
  edge_outputs_ = cutter.take(num_edges_, 2);
  output_classes_ = cutter.take(num_outputs_, 1);
  output_weights_ = cutter.take(num_outputs_, 1);
  if (!cutter.ok()) return Status::Truncated;
  if (!cutter.done()) return Status::BadCount;
  if (!check_words() || !check_edges()) return Status::BadValue;
  index_.build(hashes_, num_hashes_);
  for (std::size_t i = 0; i < num_memberships_; ++i) {
    first_set_ = std::min(first_set_, u16(memberships_, i));
  }
  if (first_set_ + kMaxSets <= kLast) return Status::BadCount;
  for (std::size_t i = 0; i < num_root_edges_; ++i) {
    const std::uint16_t symbol = u16(edge_symbols_, i) & kLast;
    if (symbol < first_set_) continue;
    root_edges_[symbol % kMaxSets] = static_cast<std::uint16_t>(i + 1);
  }
  return Status::Ok;
}

bool PhraseTable::check_words() const noexcept {
  for (std::size_t i = 0; i < num_hashes_; ++i) {
    if (i > 0 && u24(hashes_, i - 1) >= u24(hashes_, i)) return false;
    if (u16(firsts_, i) > kLast || u16(seconds_, i) > kLast) return false;
  }
  for (std::size_t i = 0; i < num_words_; ++i) {
    if (u16(membership_begins_, i) > u16(membership_begins_, i + 1)) return false;
  }
  if (u16(membership_begins_, 0) != 0) return false;
  if (u16(membership_begins_, num_words_) != num_memberships_) return false;
  for (std::size_t i = 0; i < num_words_; ++i) {
    const std::size_t end = u16(membership_begins_, i + 1);
    for (std::size_t k = u16(membership_begins_, i) + 1U; k < end; ++k) {
      if (u16(memberships_, k - 1) >= u16(memberships_, k)) return false;
    }
  }
  return true;
}

bool PhraseTable::check_edges() const noexcept {
  for (std::size_t i = 0; i < num_edges_; ++i) {
    // Targets of 0 mean "no more": the root is nobody's target.
    if (u16(edge_targets_, i) >= num_edges_) return false;
    if (u16(edge_outputs_, i) > num_outputs_) return false;
  }
  if (num_root_edges_ == 0) return num_edges_ == 0;
  for (std::size_t i = 0; i < num_root_edges_; ++i) {
    const bool last = (u16(edge_symbols_, i) & kLastEdge) != 0;
    if (last != (i + 1 == num_root_edges_)) return false;
  }
  if ((u16(edge_symbols_, num_edges_ - 1) & kLastEdge) == 0) return false;
  for (std::size_t i = 1; i < num_edges_; ++i) {
    const std::uint16_t before = u16(edge_symbols_, i - 1);
    if (before > (u16(edge_symbols_, i) & kLast) && (before & kLastEdge) == 0) return false;
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
  if (symbol < kFirstWord || symbol - kFirstWord >= static_cast<int>(num_words_)) return 0;
  return u8(word_classes_, static_cast<std::size_t>(symbol - kFirstWord));
}

std::span<const std::byte> PhraseTable::sets_of(std::uint16_t symbol) const noexcept {
  if (symbol < kFirstWord || symbol - kFirstWord >= static_cast<int>(num_words_)) return {};
  const std::size_t word = static_cast<std::size_t>(symbol - kFirstWord);
  const std::size_t begin = u16(membership_begins_, word);
  return {memberships_ + 2 * begin, 2 * (u16(membership_begins_, word + 1) - begin)};
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
  /// words whose sets are known; those of the last kWindow, at the place `word % kWindow`
  std::size_t num_known = 0;
  static constexpr std::size_t kWindow = 32;
  static_assert(kWindow > kMaxPath);
  std::array<SetBits, kWindow> sets;

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
    for (std::size_t i = own_hits; i < num_hits; ++i) {
      if (hits[i].phrase_class != phrase_class) continue;
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
  if (const std::uint16_t output = u16(edge_outputs_, edge); output != 0) {
    for (std::size_t i = output - 1U; i < num_outputs_; ++i) {
      const std::uint8_t packed = u8(output_classes_, i);
      search.found(static_cast<PhraseClass>(packed & ~kLastOutput), u8(output_weights_, i), at);
      if ((packed & kLastOutput) != 0) break;
    }
  }
  if (const std::uint16_t target = u16(edge_targets_, edge); target != 0) {
    walk(search, target, at, depth + 1);
  }
}

void PhraseTable::walk(Search& search, std::uint32_t edge, std::size_t at,
                       std::uint32_t depth) const noexcept {
  if (depth >= kMaxPath || search.steps > Search::kMaxSteps) return;
  const bool inside = search.inside(at);
  const std::uint16_t symbol = inside ? search.words[at].symbol : kUnknown;
  if (inside) {
    for (std::size_t& next = search.num_known; next <= at; ++next) {
      SetBits& bits = search.sets[next % Search::kWindow] = {};
      const std::span<const std::byte> sets = sets_of(search.words[next].symbol);
      for (std::size_t i = 0; i < sets.size() / 2; ++i) {
        const std::size_t set = u16(sets.data(), i) % kMaxSets;
        bits[set / 64] |= std::uint64_t{1} << set % 64;
      }
    }
  }
  const SetBits& sets = search.sets[at % Search::kWindow];
  // In the order of their symbols, so that the ends and the gap come before what takes a word.
  std::uint16_t packed = u16(edge_symbols_, edge);
  for (; (packed & kLast) <= kMessageEnd; packed = u16(edge_symbols_, ++edge)) {
    const std::uint16_t wanted = packed & kLast;
    ++search.steps;
    if (wanted == kSentenceEnd) {
      if (search.sentence_ends(at)) follow(search, edge, at, depth);
    } else if (wanted == kMessageEnd) {
      if (search.message_ends(at)) follow(search, edge, at, depth);
    } else if (wanted == kAny && inside && !search.words[at].closing) {
      follow(search, edge, at + 1, depth);
    }
    if ((packed & kLastEdge) != 0) return;
  }
  if (!inside) return;
  const std::uint32_t end = edge + Search::kNarrow;
  for (; edge != end; packed = u16(edge_symbols_, ++edge)) {
    ++search.steps;
    if (takes(packed & kLast, symbol, sets)) follow(search, edge, at + 1, depth);
    if ((packed & kLastEdge) != 0) return;
  }
  walk_wide(search, edge, at, depth);
}

bool PhraseTable::takes(std::uint16_t wanted, std::uint16_t symbol,
                        const SetBits& sets) const noexcept {
  const std::size_t set = wanted % kMaxSets;
  return wanted >= first_set_ ? (sets[set / 64] >> set % 64 & 1U) != 0
                              : symbol == wanted && symbol != kUnknown;
}

FittingEdges PhraseTable::fitting(std::uint32_t edge, std::uint16_t symbol,
                                  const SetBits& sets) const noexcept {
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
    const std::uint16_t packed = u16(edge_symbols_, edge);
    if (takes(packed & kLast, symbol, sets)) {
      kept.edges[count++] = static_cast<std::uint16_t>(edge);
    }
    if ((packed & kLastEdge) != 0) break;
  }
  return kept;
}

void PhraseTable::walk_wide(Search& search, std::uint32_t edge, std::size_t at,
                            std::uint32_t depth) const noexcept {
  do {
    const FittingEdges found =
        fitting(edge, search.words[at].symbol, search.sets[at % Search::kWindow]);
    search.steps += found.steps;
    for (const std::uint16_t one : found.edges) {
      if (one == 0) break;
      follow(search, one, at + 1, depth);
    }
    edge = found.next;
  } while (edge != 0 && search.steps <= Search::kMaxSteps);
}

void PhraseTable::start(Search& search, std::uint16_t wanted) const noexcept {
  const std::size_t edge = lower_bound(edge_symbols_, 0, num_root_edges_, wanted);
  if (edge == num_root_edges_ || (u16(edge_symbols_, edge) & kLast) != wanted) return;
  const bool consumes = wanted != kSentenceBegin && wanted != kMessageBegin;
  follow(search, static_cast<std::uint32_t>(edge), search.begin + (consumes ? 1 : 0), 0);
}

std::size_t PhraseTable::match(std::span<const PhraseWord> words,
                               std::span<PhraseHit> hits) const noexcept {
  if (empty()) return 0;
  Search search{words, hits};
  for (std::size_t at = 0; at < words.size(); ++at) {
    search.begin = at;
    search.own_hits = search.num_hits;
    search.steps = 0;
    if (at == 0) start(search, kMessageBegin);
    if (search.sentence_begins(at)) start(search, kSentenceBegin);
    const std::uint16_t symbol = words[at].symbol;
    if (symbol == kUnknown) continue;
    start(search, symbol);
    const std::span<const std::byte> sets = sets_of(symbol);
    for (std::size_t i = 0; i < sets.size() / 2; ++i) {
      const std::uint16_t edge = root_edges_[u16(sets.data(), i) % kMaxSets];
      if (edge != 0) follow(search, edge - 1U, at + 1, 0);
    }
  }
  // Shorter phrases of a class inside longer ones go, then those of weight 0.
  std::size_t kept = 0;
  for (std::size_t i = 0; i < search.num_hits; ++i) {
    const PhraseHit& hit = hits[i];
    bool inner = false;
    for (std::size_t j = 0; j < search.num_hits && !inner; ++j) {
      const PhraseHit& outer = hits[j];
      inner = outer.phrase_class == hit.phrase_class && outer.begin <= hit.begin &&
              hit.end <= outer.end && outer.end - outer.begin > hit.end - hit.begin;
    }
    // Swapped, not overwritten: later comparisons need every hit, wherever it stands.
    if (inner || hit.weight == 0) continue;
    std::swap(hits[kept++], hits[i]);
  }
  return kept;
}

}  // namespace undertone
