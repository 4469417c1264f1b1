// The one extractor, for training: lines of text in, the letter groups of each out.
//
// Output, little-endian, for each line: script u8, number of groups u16, the groups u16 each.
#include <cstdio>
#include <iostream>
#include <string>

#include "core/text/language_features.h"
#include "core/text/tokenizer.h"
#include "core/text/utf8.h"

int main() {
  std::ios::sync_with_stdio(false);
  undertone::TokenBuffer tokens;
  undertone::LetterGroups groups;
  std::string line;
  std::string buffer;
  const auto put16 = [](std::size_t value) {
    std::putchar(static_cast<int>(value & 0xFFU));
    std::putchar(static_cast<int>(value >> 8U));
  };
  while (std::getline(std::cin, line)) {
    const std::string_view text = undertone::utf8::sanitize(line, buffer).text;
    undertone::tokenize(text, tokens);
    const undertone::Script script =
        undertone::dominant_script(undertone::count_scripts(text, tokens.tokens()));
    undertone::collect_letter_groups(text, tokens.tokens(), script, groups);
    std::putchar(static_cast<int>(script));
    put16(groups.num_hashes);
    for (const std::uint16_t hash : groups.all()) put16(hash);
  }
  return 0;
}
