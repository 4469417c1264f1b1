// Which models the command scores with.
#pragma once

#include <string>
#include <vector>

namespace undertone {
class Analyzer;
}

namespace undertone::cli {

/// Loads the embedded models, then each of `files` (one replaces an earlier one of its kind).
///
/// Output  false: a file could not be read or is no model; said on stderr
[[nodiscard]] bool load_models(Analyzer& analyzer, const std::vector<std::string>& files);

}  // namespace undertone::cli
