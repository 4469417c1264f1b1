#include "core/cli/model_file.h"

#include <span>
#include <stdexcept>

#include "core/base/byte_cursor.h"
#include "core/base/word_hash.h"

namespace undertone::cli {
namespace {

constexpr std::size_t kHeaderBytes = 32;
constexpr std::size_t kTableBytes = 12;
constexpr std::size_t kAlignment = 4;

// Offsets in the header.
constexpr std::size_t kSizeAt = 16;
constexpr std::size_t kCountAt = 20;
constexpr std::size_t kChecksumAt = 24;

struct Section {
  std::uint32_t tag = 0;
  std::vector<char> bytes;
};

std::vector<Section> sections_of(const std::vector<char>& file) {
  if (file.size() < kHeaderBytes) throw std::runtime_error("no model file");
  const auto all = std::as_bytes(std::span{file});
  ByteReader header{all.subspan(kCountAt)};
  const std::uint32_t count = header.u32();
  ByteReader table{all.subspan(kHeaderBytes)};
  std::vector<Section> sections;
  for (std::uint32_t i = 0; i < count && table.ok(); ++i) {
    const std::uint32_t tag = table.u32();
    const std::size_t begin = table.u32();
    const std::size_t size = table.u32();
    if (begin > file.size() || size > file.size() - begin)
      throw std::runtime_error("damaged model file");
    const auto from = file.begin() + static_cast<std::ptrdiff_t>(begin);
    sections.push_back({tag, {from, from + static_cast<std::ptrdiff_t>(size)}});
  }
  if (!table.ok()) throw std::runtime_error("damaged model file");
  return sections;
}

void put_u32(std::vector<char>& out, std::size_t at, std::size_t value) {
  for (std::size_t i = 0; i < 4; ++i) out[at + i] = static_cast<char>(value >> (8 * i) & 0xFFU);
}

}  // namespace

std::vector<char> with_section(const std::vector<char>& file, std::uint32_t tag,
                               const std::vector<char>& section) {
  std::vector<Section> sections = sections_of(file);
  bool known = false;
  for (Section& one : sections) {
    if (one.tag == tag) one.bytes = section;
    known = known || one.tag == tag;
  }
  if (!known) sections.push_back({tag, section});

  std::vector<char> out(file.begin(), file.begin() + kHeaderBytes);
  out.resize(kHeaderBytes + kTableBytes * sections.size());
  for (std::size_t i = 0; i < sections.size(); ++i) {
    out.resize((out.size() + kAlignment - 1) / kAlignment * kAlignment);
    const std::size_t entry = kHeaderBytes + kTableBytes * i;
    put_u32(out, entry, sections[i].tag);
    put_u32(out, entry + 4, out.size());
    put_u32(out, entry + 8, sections[i].bytes.size());
    out.insert(out.end(), sections[i].bytes.begin(), sections[i].bytes.end());
  }
  std::uint32_t checksum = kWordHashSeed;
  for (std::size_t i = kHeaderBytes; i < out.size(); ++i) {
    checksum = word_hash_step(checksum, static_cast<std::uint8_t>(out[i]));
  }
  put_u32(out, kSizeAt, out.size());
  put_u32(out, kCountAt, sections.size());
  put_u32(out, kChecksumAt, checksum);
  return out;
}

}  // namespace undertone::cli
