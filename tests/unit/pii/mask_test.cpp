#include "core/pii/mask.h"

#include <catch2/catch.hpp>

using namespace undertone;

namespace {

Token word(std::uint32_t begin, std::uint32_t end) {
  return {.span = {begin, end}, .kind = TokenKind::Word};
}

Entity entity(std::uint32_t begin, std::uint32_t end, EntityType type) {
  return {{begin, end}, type, 1.0F};
}

}  // namespace

TEST_CASE("all tokens of an entity become one that knows its type only", "[pii][mask]") {
  const Token tokens[] = {word(0, 2), word(3, 7), word(8, 12), word(13, 15)};
  const Entity entities[] = {entity(3, 12, EntityType::CreditCard)};
  MaskBuffer buffer;
  const auto masked = mask(tokens, entities, buffer);
  REQUIRE(masked.size() == 3);
  CHECK(masked[0].span == TextSpan{0, 2});
  CHECK(masked[1].kind == TokenKind::Entity);
  CHECK(masked[1].entity == EntityType::CreditCard);
  CHECK(masked[1].span.size_bytes() == 0);
  CHECK(masked[2].span == TextSpan{13, 15});
}

TEST_CASE("a token that an entity only touches is hidden, too", "[pii][mask]") {
  const Token tokens[] = {word(0, 10)};
  const Entity entities[] = {entity(2, 4, EntityType::PhoneNumber),
                             entity(6, 9, EntityType::UsSsn)};
  MaskBuffer buffer;
  const auto masked = mask(tokens, entities, buffer);
  REQUIRE(masked.size() == 2);
  CHECK(masked[0].entity == EntityType::PhoneNumber);
  CHECK(masked[1].entity == EntityType::UsSsn);
}

TEST_CASE("neighbouring entities stay two", "[pii][mask]") {
  const Token tokens[] = {word(0, 3), word(3, 6), word(6, 9)};
  const Entity entities[] = {entity(0, 5, EntityType::PhoneNumber),
                             entity(5, 9, EntityType::UsSsn)};
  MaskBuffer buffer;
  const auto masked = mask(tokens, entities, buffer);
  REQUIRE(masked.size() == 2);
  CHECK(masked[0].entity == EntityType::PhoneNumber);
  CHECK(masked[1].entity == EntityType::UsSsn);
}

TEST_CASE("without entities or tokens nothing changes", "[pii][mask]") {
  const Token tokens[] = {word(0, 3)};
  const Entity entities[] = {entity(5, 9, EntityType::UsSsn)};
  MaskBuffer buffer;
  CHECK(mask(tokens, {}, buffer).size() == 1);
  CHECK(mask(tokens, entities, buffer).size() == 1);
  CHECK(mask({}, entities, buffer).empty());
}

TEST_CASE("names stay the words that they are", "[pii][mask]") {
  const Token tokens[] = {word(0, 3), word(4, 6), word(7, 9)};
  const Entity entities[] = {entity(0, 3, EntityType::Person), entity(4, 6, EntityType::UsSsn),
                             entity(7, 9, EntityType::Location)};
  MaskBuffer buffer;
  const auto masked = mask(tokens, entities, buffer);
  REQUIRE(masked.size() == 3);
  CHECK(masked[0].kind == TokenKind::Word);
  CHECK(masked[1].entity == EntityType::UsSsn);
  CHECK(masked[2].kind == TokenKind::Word);
}
