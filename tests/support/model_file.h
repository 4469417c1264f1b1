// The shipped models, for tests.
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/model/model.h"
#include "core/pii/pii_model.h"

namespace undertone::testing {

/// `folder`: below models/
inline std::vector<std::byte> model_bytes(const std::string& folder = "en") {
  std::ifstream file{UNDERTONE_SOURCE_DIR "/models/" + folder + "/model.bin", std::ios::binary};
  const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
  const auto* begin = reinterpret_cast<const std::byte*>(bytes.data());
  return {begin, begin + bytes.size()};
}

/// The English model, loaded once for all tests.
inline const Model& english() {
  static const LoadedModel loaded = Model::load(model_bytes());
  return *loaded.model;
}

/// The shipped model of words about personal data, loaded once for all tests.
inline const PiiModel& pii_model() {
  static const PiiModel* const model = [] {
    auto* loaded = new PiiModel;
    return loaded->load(model_bytes("names")) == Status::Ok ? loaded : nullptr;
  }();
  return *model;
}

}  // namespace undertone::testing
