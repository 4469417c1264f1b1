// Which models the command scores with.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/pii/name_model.h"

namespace undertone {
class Analyzer;
}

namespace undertone::cli {

/// Loads the embedded models, then each of `files` (one replaces an earlier one of its kind).
///
/// Output  false: a file could not be read or is no model; said on stderr
[[nodiscard]] bool load_models(Analyzer& analyzer, const std::vector<std::string>& files);

/// Loads the embedded model of names, or the one in `file` if that is not empty.
///
/// Output  nothing: the file could not be read or is none; said on stderr
[[nodiscard]] std::unique_ptr<NameModel> load_names(const std::string& file);

}  // namespace undertone::cli
