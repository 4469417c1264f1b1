// A language's model file, checked once and then only read. The bytes: core/model/FORMAT.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "core/base/status.h"
#include "core/base/vocabulary.gen.h"
#include "core/model/phrase_table.h"

namespace undertone {

/// The parts of a model file, by their four letters read as a little-endian number.
enum class ModelSection : std::uint32_t {
  Words = 0x44524F57,      ///< "WORD": hashes of the known words
  Embedding = 0x54424D45,  ///< "EMBT": a row of small integers per word and per sub-word bucket
  Network = 0x4B54454E,    ///< "NETK": the layers behind the rows
  Phrases = 0x41524850,    ///< "PHRA": phrases of the rules in signals/ (core/model/phrase_table.h)
  Themes = 0x4D454854,     ///< "THEM": the codebook of themes, one sketch embedding per code
  Similar = 0x494D4953,    ///< "SIMI": how sketches are compared
};

class Model;

/// What loading gave: a model, or what is wrong with the bytes.
struct LoadedModel {
  Status status = Status::Ok;
  std::unique_ptr<Model> model;  ///< set if and only if status is Ok
};

class Model {
 public:
  ~Model();
  Model(const Model&) = delete;  // one owner; pass by reference
  Model& operator=(const Model&) = delete;

  /// Checks a file and takes what it needs of it.
  ///
  /// Input   any bytes, hostile ones included
  /// Errors  Truncated, BadMagic, BadVersion, BadChecksum, BadCount, BadValue, WrongLanguage,
  ///         TooLarge, OutOfMemory
  /// Lifetime  copies the file: the span need not outlive the call
  /// Cost    one pass over the file, memory about 1.2 times its size
  [[nodiscard]] static LoadedModel load(std::span<const std::byte> file) noexcept;

  [[nodiscard]] Lang language() const noexcept;
  /// Counts up with every training that is shipped; goes into events.
  [[nodiscard]] std::uint32_t version() const noexcept;

  /// Bytes of one part; empty if the file has none. Inside are data that the part's own reader
  /// has to check.
  [[nodiscard]] std::span<const std::byte> section(ModelSection tag) const noexcept;

  /// The phrases of section Phrases, checked when the file was loaded; empty if it has none.
  [[nodiscard]] const PhraseTable& phrases() const noexcept;

  /// Has a row of its own for at least half of the words of the turn: good enough to take a
  /// message that is too short to tell its language for one of this model's.
  [[nodiscard]] bool knows(const TurnFeatures& turn) const noexcept;

  struct Parts;
  [[nodiscard]] const Parts& parts() const noexcept { return *parts_; }

 private:
  Model() noexcept;
  std::unique_ptr<Parts> parts_;
};

}  // namespace undertone
