// The search for personal data takes time linear in the text, whatever it holds. Counted is work,
// not time: the blocks of code in core/pii that run, told by the compiler's own instrumentation.
#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "core/pii/find.h"
#include "tests/support/model_file.h"

namespace {
std::size_t work_done = 0;
}

/// Called by every block of the instrumented sources (-fsanitize-coverage=trace-pc).
extern "C" void __sanitizer_cov_trace_pc() { ++work_done; }

using namespace undertone;

namespace {

/// Blocks that run for `part` over and over.
std::size_t work_on(std::string_view part, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += part;
  EntityBuffer buffer;
  const std::size_t before = work_done;
  find_pii(text, buffer, &testing::pii_model());
  return work_done - before;
}

}  // namespace

TEST_CASE("no text takes more than work linear in its length", "[pii][work]") {
  const char* const parts[] = {
      "1",
      "@",
      ":",
      ".",
      "-",
      "(",
      "a.",
      "a@",
      "1 ",
      "1-",
      "1.",
      "(1)",
      "A1",
      "a1 ",
      "a:",
      "::",
      "://",
      "x=",
      "&#64;",
      " at ",
      " dot ",
      "a at a ",
      "eyJ.",
      "eyJhbGciOi",
      "0x",
      "1111 ",
      "12/12/",
      "2001:",
      "aa:",
      "aa-",
      "sk-",
      "ghp_",
      "bc1q",
      "password",
      "pin is ",
      "born ",
      "is ",
      "iban ",
      "DE12 3456 ",
      "AA 11 ",
      "Anna ",
      "Anna-",
      "O'",
      "J. ",
      "12 Anna Street, ",
      "\xC3\xA9",
      "\xF0\x9F\x98\x80",
      "\xEF\xBC\x91",
      "\xE2\x80\x8B",
      "-----BEGIN ",
      "-----BEGIN RSA PRIVATE KEY-----",
      "phone 030 ",
      "May ",
      "4111 1111 1111 1111 ",
      "http://a:b@",
      "a@a.",
      "1@1:1-1.1/1(1)",
  };
  for (const char* const part : parts) {
    INFO(part);
    const std::size_t one = work_on(part, 8000);
    const std::size_t four = work_on(part, 32000);
    // In a debug build; URLs within URLs cost the most, 8,000 blocks a byte, which are 11 ms for
    // the longest message. What looks around over a few kilobytes fills that only in the longer
    // text.
    CHECK(one > 8000);
    CHECK(one < 8000 * 12000);
    CHECK(four < one * 6);
  }
}
