#include "core/event/wire.h"

#include <array>
#include <catch2/catch.hpp>
#include <vector>

using namespace undertone;

namespace {

std::vector<std::byte> bytes(std::initializer_list<int> values) {
  std::vector<std::byte> out;
  for (const int value : values) out.push_back(static_cast<std::byte>(value));
  return out;
}

}  // namespace

TEST_CASE("zigzag keeps small magnitudes small", "[event][wire]") {
  const auto [value, expected] = GENERATE(table<std::int32_t, std::uint32_t>(
      {{0, 0}, {-1, 1}, {1, 2}, {-100, 199}, {INT32_MAX, 0xfffffffeU}, {INT32_MIN, 0xffffffffU}}));
  CHECK(zigzag(value) == expected);
}

TEST_CASE("a varint of any width comes back as it was", "[event][wire]") {
  const auto value = GENERATE(0U, 1U, 127U, 128U, 300U, 16383U, 16384U, 1U << 28, 0xffffffffU);
  std::array<std::byte, kMaxVarintBytes> room{};
  VarintWriter writer{room};
  writer.put_varint(value);
  REQUIRE(writer.status() == Status::Ok);
  VarintReader reader{std::span{room}.first(writer.size_bytes())};
  CHECK(reader.take_varint() == value);
  CHECK(reader.status() == Status::Ok);
  CHECK(reader.left_bytes() == 0);
}

TEST_CASE("a length goes before what it counts, however wide it is", "[event][wire]") {
  std::array<std::byte, 256> room{};
  VarintWriter writer{room};
  writer.put_varint(9);
  const std::size_t begin = writer.size_bytes();
  for (std::uint32_t i = 0; i < 200; ++i) writer.put_varint(i % 128);
  writer.put_length_before(begin);
  VarintReader reader{std::span{room}.first(writer.size_bytes())};
  CHECK(reader.take_varint() == 9);
  CHECK(reader.take_varint() == 200);
  CHECK(reader.left_bytes() == 200);
  CHECK(reader.take_varint() == 0);
  CHECK(reader.take_varint() == 1);
}

TEST_CASE("a full buffer is a status, not a write past its end", "[event][wire]") {
  std::array<std::byte, 3> room{};
  VarintWriter writer{std::span{room}.first(2)};
  writer.put_varint(0xffffffffU);
  CHECK(writer.status() == Status::NoSpace);
  CHECK(writer.size_bytes() == 2);
  CHECK(room[2] == std::byte{0});
}

TEST_CASE("a varint that is cut or too wide is refused", "[event][wire]") {
  const auto [input, status] = GENERATE(table<std::vector<std::byte>, Status>({
      {bytes({}), Status::Truncated},
      {bytes({0x80}), Status::Truncated},
      {bytes({0xff, 0xff, 0xff, 0xff, 0x10}), Status::BadValue},
      {bytes({0xff, 0xff, 0xff, 0xff, 0xff, 0x01}), Status::BadValue},
  }));
  VarintReader reader{input};
  CHECK(reader.take_varint() == 0);
  CHECK(reader.status() == status);
  CHECK(reader.take_varint() == 0);
}
