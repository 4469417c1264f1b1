// The language model's file: the shipped one is taken, damaged and hostile ones are refused.
#include "core/text/language_model.h"

#include <catch2/catch.hpp>
#include <cstring>
#include <string_view>
#include <vector>

#include "core/base/word_hash.h"
#include "core/text/language.h"
#include "core/text/tokenizer.h"
#include "tests/support/model_file.h"

using namespace undertone;

namespace {

using Bytes = std::vector<std::byte>;

constexpr std::size_t kHeaderBytes = 32;

Status load(const Bytes& file) { return LanguageModel{}.load(file); }

Bytes shipped() { return testing::model_bytes("langid"); }

/// The shipped file with one value changed, and signed again.
template <class T>
Bytes with(std::size_t at, T value) {
  Bytes file = shipped();
  std::memcpy(file.data() + at, &value, sizeof value);
  std::uint32_t hash = kWordHashSeed;
  for (std::size_t i = kHeaderBytes; i < file.size(); ++i) {
    hash = word_hash_step(hash, std::to_integer<std::uint8_t>(file[i]));
  }
  std::memcpy(file.data() + 12, &hash, sizeof hash);
  return file;
}

LanguageGuess guess(const LanguageModel* model, std::string_view text, Lang running = Lang::Und) {
  TokenBuffer tokens;
  return guess_language(model, text, tokenize(text, tokens), running);
}

}  // namespace

TEST_CASE("the shipped model tells languages apart", "[text][language]") {
  LanguageModel model;
  REQUIRE(model.load(shipped()) == Status::Ok);
  CHECK(guess(&model, "where is my parcel? I have been waiting for weeks").lang == Lang::En);
  CHECK(guess(&model, "wo ist mein Paket? Ich warte seit Wochen").lang == Lang::De);
  CHECK(guess(&model, "ou est mon colis ? j'attends depuis des semaines").lang == Lang::Fr);
}

TEST_CASE("without a model only scripts of one language are known", "[text][language]") {
  const char* const english = "where is my parcel? I have been waiting for weeks";
  const char* const greek = "\u03c0\u03bf\u03cd \u03b5\u03af\u03bd\u03b1\u03b9";
  CHECK(guess(nullptr, english).lang == Lang::Und);
  CHECK(guess(nullptr, english, Lang::De).lang == Lang::De);
  CHECK(guess(nullptr, greek).lang == Lang::El);
}

TEST_CASE("a language model that was cut anywhere is refused", "[text][language]") {
  const Bytes file = shipped();
  CHECK(load({}) == Status::Truncated);
  for (std::size_t size = 1; size < file.size(); size += size < 1000 ? 1 : 997) {
    CHECK(load({file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size)}) ==
          Status::Truncated);
  }
}

TEST_CASE("a damaged language model is refused", "[text][language]") {
  Bytes file = shipped();
  file.back() ^= std::byte{1};
  CHECK(load(file) == Status::BadChecksum);
  file = shipped();
  file.push_back(std::byte{0});
  CHECK(load(file) == Status::BadCount);
}

TEST_CASE("a hostile language model is refused with what is wrong", "[text][language]") {
  CHECK(load(with(0, std::uint32_t{0})) == Status::BadMagic);
  CHECK(load(with(4, std::uint32_t{2})) == Status::BadVersion);
  CHECK(load(with(16, std::uint16_t{0xffff})) == Status::BadCount);
  CHECK(load(with(18, std::uint16_t{0xffff})) == Status::BadCount);
  CHECK(load(with(20, std::uint32_t{9})) == Status::BadCount);
  CHECK(load(with(24, std::uint32_t{0xffffffff})) == Status::BadCount);
  CHECK(load(with(24, std::uint32_t{0})) == Status::BadCount);
  CHECK(load(with(28, std::uint32_t{0x7fc00000})) == Status::BadValue);
  CHECK(load(with(28, -1.0F)) == Status::BadValue);
  CHECK(load(with(kHeaderBytes, std::uint32_t{0x00007a7a})) == Status::WrongLanguage);
  const std::size_t num_langs = std::to_integer<std::size_t>(shipped()[16]);
  const std::size_t first_script = kHeaderBytes + 4 * num_langs;
  CHECK(load(with(first_script, std::uint32_t{0})) == Status::BadValue);
  CHECK(load(with(first_script + 6, std::uint16_t{0})) == Status::BadCount);
  CHECK(load(with(first_script + 6, std::uint16_t{999})) == Status::BadCount);
}
