#include "core/event/decode_input.h"

#include <catch2/catch.hpp>
#include <vector>

using namespace undertone;

namespace {

Result<Input> decoded(const std::vector<int>& values) {
  std::vector<std::byte> bytes;
  for (const int value : values) bytes.push_back(static_cast<std::byte>(value));
  return decode_input(bytes);
}

}  // namespace

TEST_CASE("a message with everything said", "[event][decode_input]") {
  const auto result =
      decoded({1, 18, 1, 1, 2, 0, 3, 2, 4, 0xb0, 9, 5, 7, 6, 3, 7, 5, 8, 0x80, 1, 0});
  CHECK(result.status == Status::BadCount);  // one byte too many

  const auto exact = decoded({1, 18, 1, 1, 2, 0, 3, 2, 4, 0xb0, 9, 5, 7, 6, 3, 7, 5, 8, 0x80, 1});
  REQUIRE(exact.ok());
  const auto& message = std::get<MessageInput>(exact.value);
  CHECK(message.role == Role::Assistant);
  CHECK(message.time_ms == 0U);
  CHECK(message.edits == 2);
  CHECK(message.latency_ms == 1200U);
  CHECK(message.first_token_ms == 7U);
  CHECK(message.stalls == 3);
  CHECK(message.error == ErrorClass::Http429);
  CHECK(message.cut_codepoints == 128);
}

TEST_CASE("what an input leaves out is zero or absent", "[event][decode_input]") {
  const auto message = decoded({1, 0});
  REQUIRE(message.ok());
  CHECK(std::get<MessageInput>(message.value) == MessageInput{});
  const auto action = decoded({2, 2, 1, 7});
  REQUIRE(action.ok());
  CHECK(std::get<ActionInput>(action.value).action == Action::Read);
  CHECK_FALSE(std::get<ActionInput>(action.value).turn_index.has_value());
  const auto end = decoded({3, 2, 1, 4});
  REQUIRE(end.ok());
  CHECK(std::get<EndInput>(end.value).reason == EndReason::PageExit);
}

TEST_CASE("bytes that are no input are refused with the reason", "[event][decode_input]") {
  const auto [what, input, status] = GENERATE(table<const char*, std::vector<int>, Status>({
      {"nothing", {}, Status::Truncated},
      {"no length", {1}, Status::Truncated},
      {"a body that ends early", {1, 4, 1, 1}, Status::Truncated},
      {"a field without a value", {1, 1, 1}, Status::Truncated},
      {"bytes after the record", {1, 2, 1, 1, 0}, Status::BadCount},
      {"an unknown record", {9, 0}, Status::BadValue},
      {"a role that does not exist", {1, 2, 1, 4}, Status::BadValue},
      {"an action that does not exist", {2, 2, 1, 127}, Status::BadValue},
      {"a number over 32 bits", {1, 6, 2, 255, 255, 255, 255, 31}, Status::BadValue},
      {"a field the schema does not have", {1, 2, 99, 1}, Status::UnknownField},
      {"field number 0", {1, 2, 0, 1}, Status::UnknownField},
      {"fields out of order", {1, 4, 3, 1, 1, 1}, Status::UnknownField},
      {"a field twice", {1, 4, 3, 1, 3, 1}, Status::UnknownField},
  }));
  INFO(what);
  CHECK(decoded(input).status == status);
}
