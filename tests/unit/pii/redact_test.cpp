#include "core/pii/redact.h"

#include <catch2/catch.hpp>

#include "core/pii/find.h"
#include "tests/support/model_file.h"

using namespace undertone;

namespace {

std::string redacted(std::string_view text) {
  EntityBuffer buffer;
  std::string out;
  redact(text, find_pii(text, buffer, &testing::pii_model()), out);
  return out;
}

}  // namespace

TEST_CASE("each entity is written as its type in brackets", "[pii][redact]") {
  CHECK(redacted("jo@x.org, or 192.0.2.7") == "[EMAIL_ADDRESS], or [IP_ADDRESS]");
  CHECK(redacted("nothing here") == "nothing here");
}

TEST_CASE("the same value keeps its number within a conversation", "[pii][redact]") {
  Placeholders placeholders;
  CHECK(placeholders.number_of(EntityType::EmailAddress, "jo@x.org") == 1);
  CHECK(placeholders.number_of(EntityType::EmailAddress, "al@x.org") == 2);
  CHECK(placeholders.number_of(EntityType::EmailAddress, "JO@X.org") == 1);
  CHECK(placeholders.number_of(EntityType::CreditCard, "4111 1111") == 1);
  CHECK(placeholders.number_of(EntityType::CreditCard, "41111111") == 1);
  placeholders.clear();
  CHECK(placeholders.number_of(EntityType::EmailAddress, "al@x.org") == 1);
}

TEST_CASE("placeholders run out without an end to redaction", "[pii][redact]") {
  Placeholders placeholders;
  for (std::size_t i = 0; i < Placeholders::kMaxValues; ++i) {
    REQUIRE(placeholders.number_of(EntityType::Person, std::to_string(i)) == i + 1);
  }
  CHECK(placeholders.number_of(EntityType::Person, "one more") == 0);
  const Entity whole{{0, 8}, EntityType::Person, 1.0F};
  std::string out;
  redact("one more", {&whole, 1}, placeholders, out);
  CHECK(out == "[PERSON]");
}
