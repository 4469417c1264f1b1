// A guess is in range whatever the text and whatever language the conversation was in.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/check.h"
#include "core/text/language.h"
#include "core/text/language_model.h"
#include "core/text/tokenizer.h"
#include "core/text/utf8.h"
#include "tests/support/model_file.h"

namespace {

using undertone::Lang;
using undertone::LanguageGuess;

void check(const LanguageGuess& guess, Lang running) {
  UNDERTONE_CHECK(static_cast<std::size_t>(guess.lang) < undertone::enum_size<Lang>);
  UNDERTONE_CHECK(guess.probability >= 0 && guess.probability <= 1);
  UNDERTONE_CHECK(guess.lang != Lang::Und || (!guess.reliable && running == Lang::Und));
}

const undertone::LanguageModel& model() {
  static undertone::LanguageModel shipped;
  static const undertone::Status status = shipped.load(undertone::testing::model_bytes("langid"));
  UNDERTONE_CHECK(status == undertone::Status::Ok);
  return shipped;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto running = static_cast<Lang>(data[0] % undertone::enum_size<Lang>);
  static std::string clean;  // kept between runs, as in an analyzer
  const std::string_view text =
      undertone::utf8::sanitize({reinterpret_cast<const char*>(data) + 1, size - 1}, clean).text;
  static undertone::TokenBuffer buffer;
  const std::span<const undertone::Token> tokens = undertone::tokenize(text, buffer);
  const LanguageGuess alone = undertone::guess_language(&model(), text, tokens);
  check(alone, Lang::Und);
  const LanguageGuess inside = undertone::guess_language(&model(), text, tokens, running);
  check(inside, running);
  // A language is left only for a reliable one.
  if (running != Lang::Und && inside.lang != running) UNDERTONE_CHECK(inside.reliable);
  return 0;
}
