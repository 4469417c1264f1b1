// The core's own eyes, for training and evaluation: lines of text in, and out for each line
//
//   extract groups   script u8, number of letter groups u16, the groups u16 each, little-endian
//   extract guess    language, tab, probability, tab, 1 if reliable
#include <cstdio>
#include <iostream>
#include <string>
#include <string_view>

#include "core/text/language.h"
#include "core/text/language_features.h"
#include "core/text/tokenizer.h"
#include "core/text/utf8.h"

namespace {

using undertone::Token;

void put16(std::size_t value) {
  std::putchar(static_cast<int>(value & 0xFFU));
  std::putchar(static_cast<int>(value >> 8U));
}

void put_groups(std::string_view text, std::span<const Token> tokens) {
  const undertone::Script script =
      undertone::dominant_script(undertone::count_scripts(text, tokens));
  undertone::LetterGroups groups;
  undertone::collect_letter_groups(text, tokens, script, groups);
  std::putchar(static_cast<int>(script));
  put16(groups.num_hashes);
  for (const std::uint16_t hash : groups.all()) put16(hash);
}

void put_guess(std::string_view text, std::span<const Token> tokens) {
  const undertone::LanguageGuess guess = undertone::guess_language(text, tokens);
  std::printf("%s\t%.4f\t%d\n", name_of(guess.lang).data(), static_cast<double>(guess.probability),
              guess.reliable ? 1 : 0);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc == 2 ? argv[1] : "";
  if (what != "groups" && what != "guess") {
    std::fputs("usage: extract groups|guess <lines >results\n", stderr);
    return 2;
  }
  undertone::TokenBuffer buffer;
  std::string line;
  std::string clean;
  while (std::getline(std::cin, line)) {
    const std::string_view text = undertone::utf8::sanitize(line, clean).text;
    const std::span<const Token> tokens = undertone::tokenize(text, buffer);
    what == "groups" ? put_groups(text, tokens) : put_guess(text, tokens);
  }
  return 0;
}
