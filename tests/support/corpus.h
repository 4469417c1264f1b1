// Reads and runs readable cases; their format is described in tests/corpus/README.md.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::test {

struct CorpusCase {
  std::string title;
  /// tags below the title, name -> value ("" if it has none)
  std::map<std::string, std::string> tags;
  std::string input;
  std::string expected;
  /// "tests/corpus/text/words.txt:12"
  std::string where;
  /// the title, tags and input as written, up to and with "---"
  std::string head;

  [[nodiscard]] bool has_tag(const std::string& name) const { return tags.count(name) != 0; }
  /// The value of a tag, or `fallback` if the case has no such tag.
  [[nodiscard]] std::string tag(const std::string& name, const std::string& fallback = "") const;
};

/// The cases of one corpus text; `name` says where they come from. Throws std::runtime_error with
/// name and line if the text is not in the format.
[[nodiscard]] std::vector<CorpusCase> parse_corpus(std::string_view text, const std::string& name);

/// The cases of tests/corpus/<path>: a file, or all "*.txt" of a folder in the order of their
/// names. Throws if there is none.
[[nodiscard]] std::vector<CorpusCase> read_corpus(const std::string& path);

/// Runs every case of tests/corpus/<path> as one check: `describe` gives the result as lines.
void run_corpus(const std::string& path,
                const std::function<std::string(const CorpusCase&)>& describe);

}  // namespace undertone::test
