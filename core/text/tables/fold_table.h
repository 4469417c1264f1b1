// Layout of fold.gen.h: how a letter is written in plain ASCII.
//
// kLatinBase, kLatinAdditionalBase   one byte a code point of the block: the base letter, or 0
// kLatinSpellings, kLookalikes       sorted by code point
#pragma once

#include <array>

namespace undertone::tables {

struct Spelling {
  char16_t code_point;
  /// one to three ASCII letters, then NUL
  std::array<char, 4> letters;
};

}  // namespace undertone::tables
