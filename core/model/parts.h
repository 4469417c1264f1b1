// What a loaded model is made of. For the files of core/model only.
#pragma once

#include <array>
#include <cstddef>

#include "core/base/vocabulary.gen.h"
#include "core/model/array.h"
#include "core/model/likeness.h"
#include "core/model/model.h"
#include "core/model/network.h"
#include "core/model/phrase_table.h"
#include "core/model/rows.h"

namespace undertone {

struct Model::Parts {
  struct Section {
    ModelSection tag{};
    std::uint32_t offset = 0;
    std::uint32_t size = 0;
  };
  /// More than the format has tags for; a file with more is damaged.
  static constexpr std::size_t kMaxSections = 16;

  Array<std::byte> file;
  std::array<Section, kMaxSections> sections{};
  std::size_t num_sections = 0;
  Lang language{};
  std::uint32_t version = 0;
  Rows rows;
  Network network;
  LikenessJudge judge;
  PhraseTable phrases;
};

/// As sketch(model, turn), of a turn that was summed up before.
[[nodiscard]] Sketch sketch(const Model::Parts& parts, const TurnFeatures& turn,
                            const TurnSums& sums) noexcept;

}  // namespace undertone
