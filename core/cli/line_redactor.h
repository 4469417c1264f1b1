// Finds the personal data of lines of any length in constant memory.
//
// A line comes in pieces and is searched in windows. A window goes out up to a cut that no entity
// crosses; what is left of it, and a little text before the cut as context, begins the next one:
//
//   |-- context --|------------ goes out ------------|--- overlap: searched again ---|
//                                                   cut
// So whatever is shorter than the overlap is found whole wherever it stands. A private key in PEM
// form goes over many lines: after its first line everything is key until its last.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/pii/find.h"

namespace undertone::cli {

/// Where the parts of a line go, in order.
class LineSink {
 public:
  virtual ~LineSink() = default;
  virtual void text(std::string_view part) = 0;
  virtual void entity(EntityType type, float score, std::string_view value) = 0;
};

class LineRedactor {
 public:
  /// Of a long line a sixth is searched twice.
  static constexpr std::size_t kWindowBytes = 64 * 1024;
  /// Longest entity that is found whole across windows.
  static constexpr std::size_t kOverlapBytes = 8 * 1024;
  /// Enough for every cue that a detector looks back for.
  static constexpr std::size_t kContextBytes = 256;

  explicit LineRedactor(const PiiModel* model) : model_{model} {}

  /// Takes the next piece of a line.
  ///
  /// Input  valid UTF-8
  void add(std::string_view piece, bool ends_line, LineSink& sink);

 private:
  void search(bool ends_line, LineSink& sink);
  [[nodiscard]] std::size_t cut_of(std::span<const Entity> entities, bool ends_line) const noexcept;
  void send(std::span<const Entity> entities, std::size_t cut, LineSink& sink) const;
  [[nodiscard]] bool send_key_line(LineSink& sink);
  void note_key(std::string_view text) noexcept;

  const PiiModel* model_;
  EntityBuffer buffer_;
  std::string window_;
  /// bytes of the window that went out already
  std::size_t sent_ = 0;
  bool in_key_ = false;
};

}  // namespace undertone::cli
