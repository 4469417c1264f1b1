#include "core/cli/json_lines.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "core/cli/json_text.h"

using namespace undertone::cli;

namespace {

/// The lines of a file with these bytes; one that is too long as "<too long>".
std::vector<std::string> lines_of(const std::string& bytes, std::size_t most = kLineBytes) {
  char path[] = "/tmp/undertone_lines_XXXXXX";
  const int file = ::mkstemp(path);
  REQUIRE(file >= 0);
  REQUIRE(::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  ::close(file);
  std::vector<std::string> lines;
  {
    JsonLines reader{path, most};
    REQUIRE(reader.is_open());
    Line line;
    while (reader.next(line)) {
      CHECK(line.number > lines.size());
      lines.emplace_back(line.too_long ? "<too long>" : line.text);
    }
    CHECK_FALSE(reader.failed());
  }
  std::remove(path);
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("lines end with LF, CRLF or the file", "[cli][json_lines]") {
  CHECK(lines_of("").empty());
  CHECK(lines_of("a\nb\n") == Lines{"a", "b"});
  CHECK(lines_of("a\r\nb") == Lines{"a", "b"});
}

TEST_CASE("a line of white space is no row of any command", "[cli][json_lines]") {
  CHECK(lines_of("\n").empty());
  CHECK(lines_of(" \r\n\t\n\n").empty());
  CHECK(lines_of("a\r\n\r\n  \n b") == Lines{"a", " b"});
}

TEST_CASE("a byte order mark belongs to no line", "[cli][json_lines]") {
  CHECK(lines_of("\xEF\xBB\xBF{}\n\xEF\xBB\xBFx") == Lines{"{}", "\xEF\xBB\xBFx"});
}

TEST_CASE("lines longer than any buffer come whole", "[cli][json_lines]") {
  const std::string longest(3 << 20, 'x');
  const std::string middle(100000, 'y');
  CHECK(lines_of(longest + "\n" + middle + "\nz") == Lines{longest, middle, "z"});
}

TEST_CASE("a line that is too long is passed over, also as the last of a file",
          "[cli][json_lines]") {
  const std::string most(1000, 'x');
  // The first read takes 64 kB.
  for (const unsigned size : {1001U, 65535U, 65536U, 65537U, 200000U, 300000U}) {
    INFO(size);
    const std::string longer(size, 'y');
    CHECK(lines_of(longer, 1000) == Lines{"<too long>"});
    CHECK(lines_of(most + "\n" + longer + "\n" + most + "\n" + longer, 1000) ==
          Lines{most, "<too long>", most, "<too long>"});
  }
}

TEST_CASE("a file that is not there is said to be so", "[cli][json_lines]") {
  CHECK_FALSE(JsonLines{"/nonexistent/file"}.is_open());
}

TEST_CASE("half surrogates and broken UTF-8 become U+FFFD, all else stays", "[cli][json_text]") {
  CHECK(repair_json_text(R"({"a":"\ud83d\ude00 \\ud83d \n"})") ==
        R"({"a":"\ud83d\ude00 \\ud83d \n"})");
  CHECK(repair_json_text(R"("\ud83d x \ude00 \ud83d\ud83d\ude00")") ==
        R"("\ufffd x \ufffd \ufffd\ud83d\ude00")");
  CHECK(repair_json_text("\"\xff\xc3\xa9\"") == "\"\xEF\xBF\xBD\xc3\xa9\"");
  CHECK(repair_json_text("\"\\ud8") == "\"\\ud8");
  CHECK(repair_json_text("\\").size() == 1);
}
