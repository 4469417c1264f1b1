// An analyzer with the shipped models, for tests.
#pragma once

#include "core/analyzer.h"
#include "tests/support/model_file.h"

namespace undertone::testing {

/// What tells the languages apart.
[[nodiscard]] inline bool load_languages(Analyzer& analyzer) {
  return analyzer.load_model(model_bytes("langid")) == Status::Ok;
}

/// That, the model of names and the English one.
[[nodiscard]] inline bool load_models(Analyzer& analyzer) {
  return load_languages(analyzer) && analyzer.load_model(model_bytes("names")) == Status::Ok &&
         analyzer.load_model(model_bytes()) == Status::Ok;
}

}  // namespace undertone::testing
