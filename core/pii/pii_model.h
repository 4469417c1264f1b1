// What words say about personal data: cues that tell what a number beside them is, names and
// places, and the weights of a linear model that finds persons and postal addresses. The bytes of
// the file: models/names/FORMAT.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "core/base/status.h"
#include "core/pii/cue.h"
#include "core/pii/key_table.h"

namespace undertone {

class ByteReader;

/// What a word is known as; several at once.
enum class NameClass : std::uint8_t {
  First = 1,   ///< a first name
  Last = 2,    ///< a family name
  Common = 4,  ///< often in lower case
  Place = 8,   ///< a town or country; with Common a word of addresses ("street", "apartment")
};

/// What a feature says for its word being part of a name, and of an address.
struct NameWeights {
  std::int32_t person = 0;
  std::int32_t location = 0;
};

/// Sums of weights from which on a span counts, and from which on a word joins one.
struct NameThresholds {
  std::int32_t span = 0;
  std::int32_t word = 0;
};

class PiiModel {
 public:
  /// Whether a file says that it is such a model; other models are files of another kind.
  [[nodiscard]] static bool is_file(std::span<const std::byte> file) noexcept;

  /// Checks a file and takes what it needs of it. Once for each object, which is of no use if the
  /// file is refused.
  ///
  /// Input     any bytes, hostile ones included
  /// Errors    Truncated, BadMagic, BadVersion, BadChecksum, BadCount, BadValue, TooLarge,
  ///           OutOfMemory
  /// Lifetime  copies the file: the span need not outlive the call
  /// Cost      one pass over the file; 340 kB of memory
  [[nodiscard]] Status load(std::span<const std::byte> file) noexcept;

  /// The cues that a word, or a pair of words (pii::pair_hash), carries; 0 for most. A foreign word
  /// passes for a cue in about 1 of 17,000 cases.
  [[nodiscard]] pii::CueSet cues_of(std::uint32_t word) const noexcept {
    const std::uint32_t hash = word * kSpread;
    if (!tables_->cues.may_hold(hash)) return 0;
    return tables_->cue_sets[tables_->cues.find(hash) & 255U];
  }
  /// Bits of NameClass for a word (pii::word_hash); 0 for an unknown one. About one unknown word in
  /// fifty is taken for a known one, which the weights were trained with.
  [[nodiscard]] unsigned classes_of(std::uint32_t word) const noexcept {
    const std::uint32_t key = word * kSpread >> (32U - kWordBits);
    return static_cast<unsigned>(tables_->classes[key / 2]) >> (key % 2 * 4) & 15U;
  }
  /// Sum of the weights of these features (name_features.h), at most 32; most have none.
  [[nodiscard]] NameWeights weights_of(std::span<const std::uint32_t> features) const noexcept;

  [[nodiscard]] const NameThresholds& person() const noexcept { return person_; }
  [[nodiscard]] const NameThresholds& location() const noexcept { return location_; }
  /// What a unit of a sum is worth in log odds.
  [[nodiscard]] float unit() const noexcept { return unit_; }

 private:
  static constexpr std::uint32_t kSpread = 0x9E3779B1U;
  static constexpr unsigned kWordBits = 19;
  static constexpr unsigned kWeightBits = 6;

  struct Tables {
    /// four bits per key of a word
    std::array<std::uint8_t, std::size_t{1} << (kWordBits - 1)> classes{};
    /// two weights of each feature
    pii::KeyTable<14, 2 * kWeightBits> features;
    /// number of the set of cues of each word
    pii::KeyTable<12, 8> cues;
    /// the first one is that of all other words
    std::array<pii::CueSet, 256> cue_sets{};
  };

  [[nodiscard]] Status read_cues(ByteReader& in, std::size_t count, std::size_t num_sets) noexcept;
  [[nodiscard]] Status read_words(ByteReader& in, std::size_t count) noexcept;
  [[nodiscard]] Status read_features(ByteReader& in, std::size_t count) noexcept;

  NameThresholds person_;
  NameThresholds location_;
  float unit_ = 0;
  std::unique_ptr<Tables> tables_;
};

}  // namespace undertone
