#include "core/pii/digest.h"

#include <algorithm>
#include <bit>
#include <cstddef>

namespace undertone::pii {
namespace {

/// First 32 bits of the fraction of the square root (degree 2) or cube root (3) of a small number,
/// by Newton's method; a double has 15 bits to spare.
[[nodiscard]] std::uint32_t root_fraction(double value, int degree) noexcept {
  constexpr int kSteps = 12;
  double root = 4;
  for (int step = 0; step < kSteps; ++step) {
    const double power = degree == 2 ? root : root * root;
    root += (value / power - root) / degree;
  }
  return static_cast<std::uint32_t>((root - static_cast<int>(root)) * 4294967296.0);
}

/// Where the state begins and what the rounds add: roots of the first primes. FIPS 180-4 sections
/// 5.3.3 and 4.2.2; worked out because bytes without a pattern are all that a module is long from.
struct Constants {
  std::array<std::uint32_t, 8> initial{};
  std::array<std::uint32_t, 64> rounds{};

  Constants() noexcept {
    std::size_t count = 0;
    for (int prime = 2; count < rounds.size(); ++prime) {
      bool divided = false;
      for (int i = 2; i * i <= prime; ++i) divided = divided || prime % i == 0;
      if (divided) continue;
      if (count < initial.size()) initial[count] = root_fraction(prime, 2);
      rounds[count++] = root_fraction(prime, 3);
    }
  }
};

[[nodiscard]] const Constants& constants() noexcept {
  static const Constants kConstants;
  return kConstants;
}

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
                             ((s[4] & s[5]) ^ (~s[4] & s[6])) + constants().rounds[i] + w[i];
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
  auto state = constants().initial;
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
