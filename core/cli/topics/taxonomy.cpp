#include "core/cli/topics/taxonomy.h"

#include <simdjson.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>

#include "core/analyzer.h"
#include "core/cli/files.h"

namespace undertone::cli {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

bool refuse(const std::string& path, const char* reason) {
  std::fprintf(stderr, "undertone: %s: %s\n", path.c_str(), reason);
  return false;
}

bool examples_of(element value, array& examples) {
  object parts;
  if (value.get_object().get(parts) == simdjson::SUCCESS) {
    return parts["examples"].get_array().get(examples) == simdjson::SUCCESS;
  }
  return value.get_array().get(examples) == simdjson::SUCCESS;
}

}  // namespace

bool load_taxonomy(Analyzer& analyzer, const std::string& path, std::vector<std::string>& labels) {
  const auto bytes = read_file(path);
  if (!bytes) {
    say_errno(path);
    return false;
  }
  simdjson::dom::parser parser;
  object taxonomy;
  std::string_view text{bytes->data(), bytes->size()};
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // as some editors begin a file
  if (parser.parse(text.data(), text.size()).get_object().get(taxonomy) != simdjson::SUCCESS) {
    return refuse(path, "no taxonomy: {\"label\": [\"example\", ...], ...}");
  }
  std::size_t unknown = 0;
  for (const auto [label, value] : taxonomy) {
    // One label may be given in two parts: were they two, neither would lead the other.
    const auto known = std::find(labels.begin(), labels.end(), label);
    const auto number = static_cast<std::uint32_t>(known - labels.begin() + 1);
    if (known == labels.end()) labels.emplace_back(label);
    array examples;
    if (!examples_of(value, examples)) return refuse(path, "a label without a list of examples");
    for (const element example : examples) {
      std::string_view sentence;
      if (example.get_string().get(sentence) != simdjson::SUCCESS) {
        return refuse(path, "an example that is no string");
      }
      const Status status = analyzer.add_topic(number, sentence);
      if (status == Status::WrongLanguage) {
        ++unknown;
      } else if (status != Status::Ok) {
        return refuse(path, describe(status));
      }
    }
  }
  if (unknown > 0) {
    std::fprintf(stderr, "undertone: %s: %zu examples have no word that a model knows\n",
                 path.c_str(), unknown);
  }
  return true;
}

}  // namespace undertone::cli
