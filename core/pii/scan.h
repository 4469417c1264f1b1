// Where the one pass over a text stands: the text, the last words, and where candidates go.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/pii/cue.h"
#include "core/pii/entity_buffer.h"

namespace undertone {

class PiiModel;

}  // namespace undertone

namespace undertone::pii {

/// A run of letters.
struct Word {
  /// bytes in the plain text
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  /// word_hash of it
  std::uint32_t hash = 0;
  /// its own, and those of the pair that it ends
  CueSet cues = 0;
};

/// How the surroundings of a candidate speak for one kind of entity.
enum class Evidence : std::uint8_t {
  Against,  ///< an order, a price, a version; or glued to something else
  None,
  Alone,    ///< the message holds nothing else
  Generic,  ///< a cue that several kinds share ("tax", "id")
  Own,      ///< a cue that names this kind
};

struct Scan {
  /// Words kept: more than the farthest that a cue may stand before a candidate.
  static constexpr std::size_t kWords = 8;

  /// plain form of the message
  std::string_view text;
  EntityBuffer& found;
  /// null: no word is a cue
  const PiiModel* model = nullptr;
  /// where every token goes if names are looked for
  NameTokens* name_tokens = nullptr;
  /// the last words, the newest at num_words - 1, modulo kWords
  std::array<Word, kWords> words{};
  std::size_t num_words = 0;
  /// end of the URL that the pass is inside of; 0 = none
  std::size_t url_end = 0;
  /// end of the last card, behind which another may follow; 0 = none
  std::size_t card_end = 0;
  /// end of the last date of birth, which used up the cue before it; 0 = none
  std::size_t birth_date_end = 0;

  /// The n-th last word (0 = the last); an empty one if there are fewer.
  [[nodiscard]] Word word_back(std::size_t n) const noexcept {
    return n < num_words && n < kWords ? words[(num_words - 1 - n) % kWords] : Word{};
  }
  void add_word(const Word& word) noexcept {
    words[num_words % kWords] = word;
    ++num_words;
  }
  /// Reads the word that begins at `at`: letters of ASCII and all code points beyond it.
  ///
  /// Input   `previous` is the hash of the word before, 0 for none
  [[nodiscard]] Word read_word(std::size_t at, std::uint32_t previous) const noexcept;

  /// Offers a candidate, without the halves of code points that a cap on its length left at its
  /// edges.
  void offer(EntityType type, std::size_t begin, std::size_t end, float score) noexcept;

  /// Looks for cues around [begin, end): up to six words before, four after, 80 bytes either way.
  /// Before counts more than after, and of two before the nearer one.
  ///
  /// Input  `own` and `generic` cues of the kind, and those that speak against it
  [[nodiscard]] Evidence evidence(std::size_t begin, std::size_t end, CueSet own,
                                  CueSet generic = 0, CueSet against = kAgainst) const noexcept;

 private:
  [[nodiscard]] bool doubtful_place(std::size_t begin, std::size_t end) const noexcept;
  [[nodiscard]] CueSet cues_after(std::size_t end) const noexcept;
  [[nodiscard]] bool is_alone(std::size_t begin, std::size_t end) const noexcept;
};

}  // namespace undertone::pii
