// A site's taxonomy as a file: labels, each with example sentences.
//
//   {"refund": ["i want my money back", ...], "delivery": {"examples": ["where is my parcel"]}}
//
// The second form is what `undertone topics build` writes; its other members are ignored.
#pragma once

#include <string>
#include <vector>

namespace undertone {
class Analyzer;
}

namespace undertone::cli {

/// Adds the examples of a file to an analyzer whose models are loaded.
///
/// Output  labels[n - 1] is the name of label n
/// Errors  false: the file cannot be read, is no taxonomy or too large; said on stderr. Examples
///         that no model understands are counted there, too, and left out
[[nodiscard]] bool load_taxonomy(Analyzer& analyzer, const std::string& path,
                                 std::vector<std::string>& labels);

}  // namespace undertone::cli
