#include "core/pii/find.h"

#include <catch2/catch.hpp>

#include "tests/unit/pii/found.h"

using undertone::Entity;
using undertone::EntityBuffer;
using undertone::find_pii;
using undertone::test::found;

TEST_CASE("several entities come in order and disjoint", "[pii][find]") {
  CHECK(found("jo@mail.example and 192.0.2.7, card 4111 1111 1111 1111") ==
        "EMAIL_ADDRESS jo@mail.example ; IP_ADDRESS 192.0.2.7 ; CREDIT_CARD 4111 1111 1111 1111");
}

TEST_CASE("look-alikes of ASCII are read as ASCII and keep their span", "[pii][find]") {
  CHECK(found("card 4111\u00a01111\u00a01111\u00a01111.") ==
        "CREDIT_CARD 4111\u00a01111\u00a01111\u00a01111");
  CHECK(found("\u00bf\uff14111\u200b1111\u20111111\u20131111?") ==
        "CREDIT_CARD \uff14111\u200b1111\u20111111\u20131111");
}

TEST_CASE("a text without personal data gives nothing", "[pii][find]") {
  CHECK(found("").empty());
  CHECK(found("Where is my order 100234567? It cost $1,299.00 on 2024-05-12.").empty());
  CHECK(found("driver version 10.0.19.3 from build 12.4.5.6").empty());
}

TEST_CASE("any bytes are safe", "[pii][find]") {
  CHECK(found("\xff\xfe@\x80.\xc3").empty());
  CHECK(found(std::string(4000, '@')).empty());
  CHECK(found(std::string(4000, ':')).empty());
  CHECK(found(std::string(4000, '1')).empty());
}

TEST_CASE("a name before a spoken e-mail that is too long used to be cut inside of a letter",
          "[pii][find]") {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "\xEF\xBF\xBD";
  EntityBuffer buffer;
  for (const Entity& entity :
       find_pii(text + "jo at mail dot com", buffer, &undertone::testing::pii_model())) {
    CHECK((static_cast<unsigned char>(text[entity.span.begin]) & 0xC0U) != 0x80U);
  }
  CHECK(buffer.entities().size() == 1);
}
