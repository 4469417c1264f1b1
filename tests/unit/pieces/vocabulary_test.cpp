#include "core/pieces/vocabulary.h"

#include <catch2/catch.hpp>

#include "tests/support/piece_file.h"

using undertone::PieceVocabulary;
using undertone::Status;
using undertone::testing::piece_file;
using Place = PieceVocabulary::Place;

TEST_CASE("the longest piece wins, of the list for its place", "[pieces][vocabulary]") {
  PieceVocabulary vocabulary;
  REQUIRE(vocabulary.load(piece_file({"a", "can", "cancel", "e"}, {"can", "ing", "l"})) ==
          Status::Ok);
  CHECK(vocabulary.size() == 16 + 7);
  const auto cancel = vocabulary.longest("cancelling", Place::Beginning);
  CHECK(cancel.id == 16 + 2);
  CHECK(cancel.size_bytes == 6);
  CHECK(vocabulary.longest("cance", Place::Beginning).id == 16 + 1);
  CHECK(vocabulary.longest("cancel", Place::Continuation).id == 16 + 4);
  CHECK(vocabulary.longest("ing", Place::Beginning).size_bytes == 0);
  CHECK(vocabulary.longest("", Place::Beginning).size_bytes == 0);
}

TEST_CASE("bytes above ASCII are ordered as numbers", "[pieces][vocabulary]") {
  PieceVocabulary vocabulary;
  REQUIRE(vocabulary.load(piece_file({"a", "z", "\xC3\xA9"}, {})) == Status::Ok);
  CHECK(vocabulary.longest("\xC3\xA9t", Place::Beginning).id == 16 + 2);
}

TEST_CASE("damaged vocabularies are refused", "[pieces][vocabulary]") {
  const auto status = [](std::vector<std::byte> file) { return PieceVocabulary{}.load(file); };
  const std::vector<std::byte> good = piece_file({"a", "b"}, {"c"});
  CHECK(status(good) == Status::Ok);
  CHECK(status({}) == Status::Truncated);
  auto file = good;
  file[0] = std::byte{'X'};
  CHECK(status(file) == Status::BadMagic);
  file = good;
  file[4] = std::byte{9};
  CHECK(status(file) == Status::BadVersion);
  file = good;
  file.back() = std::byte{'d'};
  CHECK(status(file) == Status::BadChecksum);
  file = good;
  file.pop_back();
  CHECK(status(file) == Status::Truncated);
  CHECK(status(piece_file({"b", "a"}, {})) == Status::BadValue);
  CHECK(status(piece_file({"a", "a"}, {})) == Status::BadValue);
  CHECK(status(piece_file({""}, {})) == Status::BadValue);
  CHECK(status(piece_file({std::string(33, 'x')}, {})) == Status::BadValue);
  CHECK(status(piece_file({"a"}, {"b"}, 3)) == Status::BadCount);
  CHECK(status(piece_file({"a"}, {"b"}, 0xFFFFFFFFU)) == Status::BadCount);
}
