// The words of a turn as the symbols of a phrase table.
#include <array>

#include "core/base/word_hash.h"
#include "core/model/phrase_table.h"

namespace undertone {
namespace {

/// Marks that end a clause but not a sentence.
constexpr std::array kClauseMarks = {word_hash(","), word_hash(";"),   word_hash(":"),
                                     word_hash("-"), word_hash("--"),  word_hash("("),
                                     word_hash(")"), word_hash("..."), word_hash("..")};

/// A turn keeps at most three marks of a run.
constexpr std::array kQuestionMarks = {word_hash("?"), word_hash("??"), word_hash("???")};

template <class Hashes>
bool is_one_of(std::uint32_t hash, const Hashes& hashes) noexcept {
  for (const std::uint32_t one : hashes) {
    if (one == hash) return true;
  }
  return false;
}

std::uint16_t symbol_of_unknown(WordKind kind) noexcept {
  switch (kind) {
    case WordKind::Number:
      return phrase_symbol::kNumber;
    case WordKind::Entity:
      return phrase_symbol::kEntity;
    case WordKind::Url:
    case WordKind::Email:
    case WordKind::Code:
      return phrase_symbol::kLink;
    default:
      return phrase_symbol::kUnknown;
  }
}

bool is_mark(WordKind kind) noexcept {
  return kind == WordKind::Punctuation || kind == WordKind::Symbol;
}

bool is_face(WordKind kind) noexcept {
  return kind == WordKind::Emoji || kind == WordKind::Emoticon;
}

}  // namespace

std::size_t PhraseTable::read(const TurnFeatures& turn,
                              std::span<PhraseWord> words) const noexcept {
  std::size_t count = 0;
  bool sentence_begin = true;
  bool clause_begin = true;
  std::uint16_t source = 0;
  for (const TurnWord& word : turn.words()) {
    const std::uint16_t here = source++;
    sentence_begin = sentence_begin || (word.flags & word_flag::kSentenceStart) != 0;
    Symbols symbols = find(word.hash);
    if (symbols.first == phrase_symbol::kUnknown && word.other_hash != word.hash) {
      symbols = find(word.other_hash);
    }
    const bool unknown = symbols.first == phrase_symbol::kUnknown;

    bool closing = false;
    if (is_one_of(word.hash, kQuestionMarks)) {
      symbols = {phrase_symbol::kQuestionMark, phrase_symbol::kUnknown};
      closing = true;
    } else if (is_mark(word.kind) && unknown) {
      clause_begin = clause_begin || is_one_of(word.hash, kClauseMarks);
      continue;
    } else if (is_face(word.kind)) {
      if (unknown) continue;
      closing = true;
    } else if (unknown) {
      symbols.first = symbol_of_unknown(word.kind);
    }

    const std::size_t parts = symbols.second == phrase_symbol::kUnknown ? 1 : 2;
    for (std::size_t part = 0; part < parts; ++part) {
      if (count == words.size()) return count;
      PhraseWord& out = words[count++];
      out = {};
      out.symbol = part == 0 ? symbols.first : symbols.second;
      out.source = here;
      out.sentence_begin = sentence_begin;
      out.clause_begin = clause_begin;
      out.quoted = (word.flags & word_flag::kQuoted) != 0;
      out.classes = classes_of(out.symbol);
      out.closing = closing;
      sentence_begin = false;
      clause_begin = false;
    }
  }
  return count;
}

}  // namespace undertone
