#include <catch2/catch.hpp>

#include "core/base/enum_counts.h"
#include "core/base/enum_set.h"

using namespace undertone;

TEST_CASE("a set holds what was inserted and nothing else", "[base][enum_set]") {
  EnumSet<Risk> set;
  CHECK(set.empty());
  set.insert(Risk::Churn);
  set.insert(Risk::SensitiveData);
  CHECK(set.contains(Risk::Churn));
  CHECK_FALSE(set.contains(Risk::Refund));
  CHECK((set - EnumSet<Risk>{Risk::Churn}) == EnumSet<Risk>{Risk::SensitiveData});
  CHECK(EnumSet<Risk>::from_bits(set.bits()) == set);
}

TEST_CASE("counts saturate instead of wrapping", "[base][enum_counts]") {
  EnumCounts<EntityType> counts;
  counts.add(EntityType::EmailAddress);
  counts.add(EntityType::Person, 70000);
  counts.add(EntityType::Person, 5);
  CHECK(counts[EntityType::EmailAddress] == 1);
  CHECK(counts[EntityType::Person] == 65535);
  CHECK(counts.kinds() == 2);
}
