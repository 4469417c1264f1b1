// Data files of phrases -> the `phrases` section of a model file (core/model/phrase_table.h).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace undertone::cli {

/// Compiles all phrases of a language. The language of the files: models/PHRASES.md.
///
/// Input   a folder with one <class>.tsv per PhraseClass, sets.tsv and spellings.tsv
/// Output  the section's bytes; the same files always give the same bytes
/// Errors  throws std::runtime_error with file, line and reason
[[nodiscard]] std::vector<char> compile_phrases(const std::filesystem::path& folder);

}  // namespace undertone::cli
