// Which models the command scores with.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/pii/pii_model.h"

namespace undertone {
class Analyzer;
}

namespace undertone::cli {

/// Loads the embedded models, then each of `files` (one replaces an earlier one of its kind).
///
/// Output  false: a file could not be read or is no model; said on stderr
[[nodiscard]] bool load_models(Analyzer& analyzer, const std::vector<std::string>& files);

/// Loads the embedded model of words about personal data, or the one in `file` if that is not
/// empty.
///
/// Output  nothing: the file could not be read or is none; said on stderr
[[nodiscard]] std::unique_ptr<PiiModel> load_pii_model(const std::string& file);

}  // namespace undertone::cli
