// What a message is about: the nearest of a site's labels, told by example sentences, and the
// region of meaning in the codebook that comes with a model. Directions only, no words.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/base/limits.h"
#include "core/base/status.h"
#include "core/base/vocabulary.gen.h"
#include "core/model/array.h"
#include "core/model/sketch.h"

namespace undertone {

class Model;

using Direction = std::array<std::int8_t, Sketch::kDimensions>;

/// Example sentences of a site's labels.
class Topics {
 public:
  /// Adds an example of `label` (1, 2, ...); memory is taken with the first one.
  ///
  /// Errors  TooLarge: over limits::kTopicExamples or limits::kTopicLabels; OutOfMemory
  [[nodiscard]] Status add(Lang lang, const Sketch& example, std::uint32_t label) noexcept;

  /// The label of that language that lies nearest to a message; 0 = none is near enough, or two
  /// are as near.
  ///
  /// Cost  64 multiply-adds an example
  [[nodiscard]] std::uint32_t nearest(Lang lang, const Sketch& message) const noexcept;

 private:
  struct Example {
    Direction direction;
    std::uint16_t group = 0;
  };
  /// The examples of one label in one language.
  struct Group {
    std::uint32_t label = 0;
    Lang lang{};
    std::array<std::int32_t, Sketch::kDimensions> sum{};
    /// the direction of `sum`, length about 127
    Direction centre{};
  };

  [[nodiscard]] Group* group_of(Lang lang, std::uint32_t label) noexcept;

  Array<Example> examples_;
  Array<Group> groups_;
  std::size_t num_examples_ = 0;
  std::size_t num_groups_ = 0;
};

/// Whether the section Themes may be read (FORMAT.md); one that is absent may.
[[nodiscard]] bool is_codebook(std::span<const std::byte> section) noexcept;

/// Code of the nearest theme of the model's codebook, from 1; 0 = none is near, or it has none.
///
/// Cost  64 multiply-adds a theme
[[nodiscard]] std::uint32_t theme_of(const Model& model, const Sketch& message) noexcept;

}  // namespace undertone
