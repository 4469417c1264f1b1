// The shipped English model, for tests.
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/model/model.h"

namespace undertone::testing {

inline std::vector<std::byte> model_bytes() {
  std::ifstream file{std::string{UNDERTONE_SOURCE_DIR} + "/models/en/model.bin", std::ios::binary};
  const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
  const auto* begin = reinterpret_cast<const std::byte*>(bytes.data());
  return {begin, begin + bytes.size()};
}

/// Loaded once for all tests.
inline const Model& english() {
  static const LoadedModel loaded = Model::load(model_bytes());
  return *loaded.model;
}

}  // namespace undertone::testing
