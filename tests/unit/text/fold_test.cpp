#include "core/text/fold.h"

#include <catch2/catch.hpp>
#include <string>

using undertone::fold;
using undertone::FoldBuffer;
using undertone::Stretch;

namespace {

struct Case {
  std::string word;
  std::string folded;
};

void check(const Case& c) {
  FoldBuffer buffer;
  INFO(c.word);
  CHECK(fold(c.word, buffer) == c.folded);
  FoldBuffer again;
  CHECK(fold(c.folded, again) == c.folded);
}

}  // namespace

TEST_CASE("fold gives one spelling to what chat writes in many", "[text][fold]") {
  for (const Case& c : {
           Case{"HeLLo", "hello"},
           Case{"don\u2019t", "don't"},
           Case{"n`t", "n't"},
           Case{"caf\u00e9", "cafe"},
           Case{"cafe\u0301", "cafe"},
           Case{"STRA\u1e9eE", "strasse"},
           Case{"\u00c6r\u00f8", "aero"},
           Case{"\u0141\u00f3d\u017a", "lodz"},
           Case{"\u0130\u0131", "ii"},
           Case{"Vi\u1ec7t", "viet"},
           Case{"\uff2f\uff2b", "ok"},
           Case{"\U0001d41f\U0001d42e\U0001d427", "fun"},
           Case{"\u24d7\u24d8", "hi"},
           Case{"\ufb01ne", "fine"},
           Case{"gr8", "gr8"},
           Case{"well\u2010known", "well-known"},
       }) {
    check(c);
  }
}

TEST_CASE("fold removes what nobody sees", "[text][fold]") {
  for (const Case& c : {
           Case{"use\u200bless", "useless"},
           Case{"\u202estop\u202c", "stop"},
           Case{"co\u00adoperate", "cooperate"},
           Case{"\u2764\ufe0f", "\u2764"},
           Case{"\U0001f44d\U0001f3fd", "\U0001f44d"},
           Case{"Z\u0351\u036ba\u0302l\u0321g\u0322o\u0313", "zalgo"},
           Case{"\u0645\u062d\u0640\u0640\u0645\u064e\u062f", "\u0645\u062d\u0645\u062f"},
           Case{"", ""},
           Case{"\u200d", ""},
       }) {
    check(c);
  }
}

TEST_CASE("fold keeps what tells words of other scripts apart", "[text][fold]") {
  for (const Case& c : {
           Case{"\u0401\u041b\u041a\u0410", "\u0435\u043b\u043a\u0430"},  // io folds to ie
           Case{"\u0438\u0306", "\u0438"}, Case{"\u0439", "\u0438"},  // both spellings of i-breve
           Case{"\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2",
                "\u03c3\u03b9\u03c3\u03c5\u03c6\u03bf\u03c3"},
           Case{"\u0915\u093f", "\u0915\u093f"},  // a vowel sign is no accent
       }) {
    check(c);
  }
}

TEST_CASE("fold sees through letters borrowed from other scripts", "[text][fold]") {
  check({"st\u03bfp", "stop"});
  check({"\u0421AN\u0421EL", "cancel"});
  check({"re\u0066und", "refund"});
  // A word of one script, or with a letter that looks like none of ours, is left alone.
  check({"\u0441\u043e\u0440", "\u0441\u043e\u0440"});
  check({"USB-\u043a\u0430\u0431\u0435\u043b\u044c", "usb-\u043a\u0430\u0431\u0435\u043b\u044c"});
}

TEST_CASE("fold writes a stretched letter twice, or once on request", "[text][fold]") {
  FoldBuffer buffer;
  CHECK(fold("SoOoO", buffer) == "soo");
  CHECK(fold("coooool", buffer) == "cool");
  CHECK(fold("soooo", buffer, Stretch::Once) == "so");
  CHECK(fold("helloooo", buffer, Stretch::Once) == "hello");
  CHECK(fold("1000000", buffer) == "1000000");
  CHECK(fold("\u54c8\u54c8\u54c8\u54c8", buffer) == "\u54c8\u54c8");
  CHECK(fold(std::string(100000, 'a'), buffer) == "aa");
}

TEST_CASE("fold cuts a long word at a code point", "[text][fold]") {
  FoldBuffer buffer;
  std::string word;
  for (int i = 0; i < 40; ++i) word += i % 2 == 0 ? "\u043b" : "\u0434x";
  const std::string_view folded = fold(word, buffer);
  CHECK(folded.size() <= undertone::kFoldedBytes);
  CHECK(folded.size() > undertone::kFoldedBytes - 4);
  CHECK(word.starts_with(folded));
}
