#include "core/pii/digest.h"

#include <algorithm>
#include <bit>
#include <cstddef>

namespace undertone::pii {
namespace {

/// Fractional parts of the square and cube roots of the first primes, FIPS 180-4 sections 5.3.3
/// and 4.2.2.
constexpr std::array<std::uint32_t, 8> kInitial = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                                   0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
constexpr std::array<std::uint32_t, 64> kRounds = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

constexpr std::size_t kBlock = 64;
constexpr std::size_t kKeccakRate = 136;

void add_block(std::array<std::uint32_t, 8>& state, const std::uint8_t* block) noexcept {
  std::array<std::uint32_t, 64> w{};
  for (std::size_t i = 0; i < 16; ++i) {
    for (std::size_t k = 0; k < 4; ++k) w[i] = w[i] << 8U | block[4 * i + k];
  }
  for (std::size_t i = 16; i < 64; ++i) {
    const std::uint32_t a = w[i - 15];
    const std::uint32_t b = w[i - 2];
    w[i] = w[i - 16] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ (a >> 3U)) + w[i - 7] +
           (std::rotr(b, 17) ^ std::rotr(b, 19) ^ (b >> 10U));
  }
  auto s = state;
  for (std::size_t i = 0; i < 64; ++i) {
    const std::uint32_t t1 = s[7] +
                             (std::rotr(s[4], 6) ^ std::rotr(s[4], 11) ^ std::rotr(s[4], 25)) +
                             ((s[4] & s[5]) ^ (~s[4] & s[6])) + kRounds[i] + w[i];
    const std::uint32_t t2 = (std::rotr(s[0], 2) ^ std::rotr(s[0], 13) ^ std::rotr(s[0], 22)) +
                             ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
    for (std::size_t k = 7; k > 0; --k) s[k] = s[k - 1];
    s[4] += t1;
    s[0] = t1 + t2;
  }
  for (std::size_t i = 0; i < 8; ++i) state[i] += s[i];
}

/// The 24 rounds of Keccak-f[1600], lane x of sheet y at x + 5 y. Rotations are triangular numbers
/// and round constants come from a shift register (Keccak reference, section 1.2), so there are no
/// tables.
void permute(std::array<std::uint64_t, 25>& a) noexcept {
  std::uint32_t shift_register = 1;
  for (int round = 0; round < 24; ++round) {
    std::array<std::uint64_t, 5> c{};
    for (std::size_t i = 0; i < 25; ++i) c[i % 5] ^= a[i];
    for (std::size_t i = 0; i < 25; ++i) a[i] ^= c[(i + 4) % 5] ^ std::rotl(c[(i + 1) % 5], 1);

    std::size_t x = 1;
    std::size_t y = 0;
    std::uint64_t moved = a[1];
    int rotation = 0;
    for (int t = 1; t <= 24; ++t) {
      rotation += t;
      const std::size_t next_y = (2 * x + 3 * y) % 5;
      x = y;
      y = next_y;
      const std::uint64_t old = a[x + 5 * y];
      // int here, unsigned int there: only a constant suits every std::rotl.
      for (int i = 0; i < rotation % 64; ++i) moved = std::rotl(moved, 1);
      a[x + 5 * y] = moved;
      moved = old;
    }

    for (std::size_t row = 0; row < 25; row += 5) {
      for (std::size_t i = 0; i < 5; ++i) c[i] = a[row + i];
      for (std::size_t i = 0; i < 5; ++i) a[row + i] = c[i] ^ (~c[(i + 1) % 5] & c[(i + 2) % 5]);
    }

    for (unsigned bit = 0; bit < 7; ++bit) {
      if ((shift_register & 1U) != 0) a[0] ^= std::uint64_t{1} << ((1U << bit) - 1U);
      shift_register = (shift_register << 1U) ^ ((shift_register & 0x80U) != 0 ? 0x171U : 0U);
    }
  }
}

}  // namespace

Digest sha256(std::span<const std::uint8_t> input) noexcept {
  std::array<std::uint8_t, 2 * kBlock> padded{};
  std::copy(input.begin(), input.end(), padded.begin());
  padded[input.size()] = 0x80;
  const std::size_t blocks = input.size() + 9 > kBlock ? 2 : 1;
  const std::size_t bits = input.size() * 8;
  padded[blocks * kBlock - 2] = static_cast<std::uint8_t>(bits >> 8U);
  padded[blocks * kBlock - 1] = static_cast<std::uint8_t>(bits);
  auto state = kInitial;
  for (std::size_t i = 0; i < blocks; ++i) add_block(state, padded.data() + i * kBlock);
  Digest digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<std::uint8_t>(state[i / 4] >> (24U - 8U * (i % 4)));
  }
  return digest;
}

Digest keccak256(std::span<const std::uint8_t> input) noexcept {
  std::array<std::uint64_t, 25> state{};
  const auto absorb = [&](std::size_t at, std::uint64_t byte) {
    state[at / 8] ^= byte << (8U * (at % 8));
  };
  for (std::size_t i = 0; i < input.size(); ++i) absorb(i, input[i]);
  absorb(input.size(), 0x01);
  absorb(kKeccakRate - 1, 0x80);
  permute(state);
  Digest digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<std::uint8_t>(state[i / 8] >> (8U * (i % 8)));
  }
  return digest;
}

}  // namespace undertone::pii
