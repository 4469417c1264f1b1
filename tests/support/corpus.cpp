#include "tests/support/corpus.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>

#include "core/text/utf8.h"

namespace undertone::test {
namespace {

constexpr std::string_view kTitle = "=== ";
constexpr std::string_view kResult = "---";

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string join(std::vector<std::string>::const_iterator begin,
                 std::vector<std::string>::const_iterator end) {
  std::string text;
  for (auto line = begin; line != end; ++line) {
    if (line != begin) text += '\n';
    text += *line;
  }
  return text;
}

std::string without_empty_end(std::string text) {
  text.erase(text.find_last_not_of('\n') + 1);
  return text;
}

std::string unescaped(const std::string& text, const std::string& where) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    const char kind = ++i < text.size() ? text[i] : '\0';
    std::string digits;
    switch (kind) {
      case 'n':
        out += '\n';
        continue;
      case 't':
        out += '\t';
        continue;
      case 'r':
        out += '\r';
        continue;
      case '\\':
        out += '\\';
        continue;
      case 'x':
        digits = text.substr(i + 1, 2);
        out += static_cast<char>(std::stoul(digits, nullptr, 16));
        i += 2;
        continue;
      case 'u': {
        const std::size_t close = std::min(text.find('}', i), text.size());
        digits = text.substr(std::min(i + 2, close), close - std::min(i + 2, close));
        char bytes[4];
        out.append(bytes,
                   utf8::encode(static_cast<char32_t>(std::stoul(digits, nullptr, 16)), bytes));
        i = close;
        continue;
      }
      default:
        throw std::runtime_error(where + ": unknown escape");
    }
  }
  return out;
}

}  // namespace

std::string CorpusCase::tag(const std::string& name, const std::string& fallback) const {
  const auto found = tags.find(name);
  return found == tags.end() ? fallback : found->second;
}

std::vector<CorpusCase> parse_corpus(std::string_view text, const std::string& name) {
  const std::vector<std::string> lines = lines_of(text);
  const auto is_title = [](const std::string& line) { return line.starts_with(kTitle); };
  std::vector<CorpusCase> cases;
  for (auto title = std::find_if(lines.begin(), lines.end(), is_title); title != lines.end();) {
    CorpusCase c;
    c.title = title->substr(kTitle.size());
    c.where = name + ":" + std::to_string(title - lines.begin() + 1);
    const auto next = std::find_if(title + 1, lines.end(), is_title);
    const auto result = std::find(title, next, kResult);
    if (result == next) throw std::runtime_error(c.where + ": no line \"---\"");

    auto input = title + 1;
    for (; input != result && input->starts_with(':') && input->size() > 1 &&
           std::isalpha(static_cast<unsigned char>((*input)[1])) != 0;
         ++input) {
      const std::size_t space = std::min(input->find(' '), input->size());
      c.tags[input->substr(1, space - 1)] = input->substr(std::min(space + 1, input->size()));
    }
    c.input = join(input, result);
    if (c.has_tag("escaped")) c.input = unescaped(c.input, c.where);
    c.expected = without_empty_end(join(result + 1, next));
    c.head = join(title, result + 1);
    cases.push_back(std::move(c));
    title = next;
  }
  return cases;
}

std::vector<CorpusCase> read_corpus(const std::string& path) {
  namespace fs = std::filesystem;
  const fs::path root = UNDERTONE_SOURCE_DIR;
  const fs::path at = root / "tests/corpus" / path;
  std::vector<fs::path> files;
  if (fs::is_directory(at)) {
    for (const auto& entry : fs::directory_iterator(at)) {
      if (entry.path().extension() == ".txt") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
  } else {
    files.push_back(at);
  }

  std::vector<CorpusCase> cases;
  for (const fs::path& file : files) {
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (CorpusCase& c : parse_corpus(text, fs::relative(file, root).string())) {
      cases.push_back(std::move(c));
    }
  }
  if (cases.empty()) throw std::runtime_error("no corpus cases at " + at.string());
  return cases;
}

void run_corpus(const std::string& path,
                const std::function<std::string(const CorpusCase&)>& describe) {
  for (const CorpusCase& c : read_corpus(path)) {
    const std::string result = without_empty_end(describe(c));
    if (result == c.expected) {
      SUCCEED(c.where);
    } else {
      // Past Catch, which would wrap the lines.
      std::cout << "\n" << c.head << "\n" << result << "\n\n";
      FAIL_CHECK(c.where << ": above is the case with the result it got; expected was:\n"
                         << c.expected);
    }
  }
}

}  // namespace undertone::test
