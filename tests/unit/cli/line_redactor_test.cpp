#include "core/cli/line_redactor.h"

#include <catch2/catch.hpp>

#include "tests/support/model_file.h"

using namespace undertone;
using undertone::cli::LineRedactor;
using undertone::cli::LineSink;

namespace {

/// What comes out, entities by their type.
struct Written final : LineSink {
  void text(std::string_view part) override { out += part; }
  void entity(EntityType type, float /*score*/, std::string_view value) override {
    out += '[';
    out += name_of(type);
    out += ']';
    longest = std::max(longest, value.size());
  }
  std::string out;
  std::size_t longest = 0;
};

/// `line` in pieces of `bytes`.
Written redacted(std::string_view line, std::size_t bytes) {
  LineRedactor redactor{&testing::pii_model()};
  Written written;
  for (; line.size() > bytes; line.remove_prefix(bytes)) {
    redactor.add(line.substr(0, bytes), false, written);
  }
  redactor.add(line, true, written);
  return written;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

}  // namespace

TEST_CASE("a line in pieces comes out as it does in one", "[cli][line_redactor]") {
  const std::string line = "write to jo@mail.example or call +1 415 555 0132 today";
  const std::string whole = redacted(line, line.size()).out;
  CHECK(whole == "write to [EMAIL_ADDRESS] or call [PHONE_NUMBER] today");
  for (std::size_t bytes = 1; bytes < line.size(); ++bytes) {
    CHECK(redacted(line, bytes).out == whole);
  }
}

TEST_CASE("nothing is lost where a long line is cut", "[cli][line_redactor]") {
  std::string line;
  std::size_t values = 0;
  // A prime step, so that values stand at all places of a window.
  while (line.size() < 300'000) {
    line += "the parcel has not come yet, jo@mail.example wrote ";
    line.append(values % 13, 'x');
    line += ' ';
    ++values;
  }
  const Written written = redacted(line, 4096);
  CHECK(count(written.out, "[EMAIL_ADDRESS]") == values);
  CHECK(count(written.out, "jo@") == 0);
  CHECK(written.longest == 15);
}

TEST_CASE("a line without a space goes out in parts", "[cli][line_redactor]") {
  const std::string line(1'000'000, 'a');
  CHECK(redacted(line, 8192).out == line);
}

TEST_CASE("a private key of many lines is hidden to its end", "[cli][line_redactor]") {
  LineRedactor redactor{&testing::pii_model()};
  Written written;
  for (const char* const line : {"-----BEGIN RSA PRIVATE KEY-----", "MIIEpAIBAAKCAQEA7bq",
                                 "c0rNpl8Zk2v=", "-----END RSA PRIVATE KEY----- ok", "thanks"}) {
    redactor.add(line, true, written);
    written.text("\n");
  }
  CHECK(written.out == "[PRIVATE_KEY]\n[PRIVATE_KEY]\n[PRIVATE_KEY]\n[PRIVATE_KEY] ok\nthanks\n");
}
