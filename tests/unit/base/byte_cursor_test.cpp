#include "core/base/byte_cursor.h"

#include <array>
#include <catch2/catch.hpp>

using undertone::ByteReader;
using undertone::ByteWriter;

TEST_CASE("byte cursor reads what it wrote, little-endian", "[base][byte_cursor]") {
  std::array<std::byte, 16> bytes{};
  ByteWriter writer{bytes};
  writer.u8(0xFE);
  writer.u16(0x1234);
  writer.u32(0xDEADBEEF);
  writer.f32(-1.5F);
  CHECK(writer.ok());
  CHECK(writer.at_bytes() == 11);
  CHECK(bytes[1] == std::byte{0x34});

  ByteReader reader{writer.written()};
  CHECK(reader.i8() == -2);
  CHECK(reader.i16() == 0x1234);
  CHECK(reader.u32() == 0xDEADBEEF);
  CHECK(reader.f32() == -1.5F);
  CHECK(reader.ok());
  CHECK(reader.left_bytes() == 0);
}

TEST_CASE("byte reader stays at the end once it went over it", "[base][byte_cursor]") {
  const std::array<std::byte, 3> bytes{std::byte{1}, std::byte{2}, std::byte{3}};
  ByteReader reader{bytes};
  CHECK(reader.u32() == 0);
  CHECK_FALSE(reader.ok());
  CHECK(reader.u8() == 0);
  CHECK(reader.bytes(1).empty());
  CHECK(reader.at_bytes() == 0);
}

TEST_CASE("byte writer leaves out what does not fit and all that follows", "[base][byte_cursor]") {
  std::array<std::byte, 3> bytes{};
  ByteWriter writer{bytes};
  writer.u16(0xFFFF);
  writer.u16(0xFFFF);
  writer.u8(0xFF);
  CHECK_FALSE(writer.ok());
  CHECK(writer.at_bytes() == 2);
  CHECK(bytes[2] == std::byte{0});
}
