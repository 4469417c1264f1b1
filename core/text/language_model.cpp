// Reads in the order of models/langid/FORMAT.md and checks every count before it is used.
#include "core/text/language_model.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <new>
#include <string_view>

#include "core/base/byte_cursor.h"
#include "core/base/exponential.h"
#include "core/base/limits.h"
#include "core/base/word_hash.h"

namespace undertone {
namespace {

constexpr std::uint32_t kMagic = 0x474C5455;  // "UTLG"
constexpr std::uint32_t kFormat = 1;
constexpr std::size_t kHeaderBytes = 32;

struct ScriptTag {
  std::uint32_t tag;  ///< of ISO 15924, its letters read as a little-endian number
  Script script;
};
constexpr std::array<ScriptTag, 4> kScriptTags{{
    {0x6E74614C, Script::Latin},       // "Latn"
    {0x6C727943, Script::Cyrillic},    // "Cyrl"
    {0x62617241, Script::Arabic},      // "Arab"
    {0x61766544, Script::Devanagari},  // "Deva"
}};

std::uint32_t checksum(std::span<const std::byte> bytes) noexcept {
  std::uint32_t hash = kWordHashSeed;
  for (const std::byte byte : bytes) {
    hash = word_hash_step(hash, std::to_integer<std::uint8_t>(byte));
  }
  return hash;
}

/// A name of the vocabulary, then zeros; false for any other.
bool read_language(ByteReader& in, Lang& lang) noexcept {
  std::array<char, 5> letters{};
  for (std::size_t i = 0; i < 4; ++i) letters[i] = static_cast<char>(in.u8());
  const std::string_view name{letters.data()};
  const auto* const known = std::find(kLangNames.begin(), kLangNames.end(), name);
  lang = static_cast<Lang>(known - kLangNames.begin());
  return known != kLangNames.end();
}

}  // namespace

bool LanguageModel::is_file(std::span<const std::byte> file) noexcept {
  return ByteReader{file}.u32() == kMagic;
}

Status LanguageModel::load(std::span<const std::byte> file) noexcept {
  if (file.size() > limits::kModelBytes) return Status::TooLarge;
  ByteReader in{file};
  const std::uint32_t magic = in.u32();
  const std::uint32_t format = in.u32();
  const std::uint32_t size = in.u32();
  const std::uint32_t expected = in.u32();
  num_langs_ = in.u16();
  num_scripts_ = in.u16();
  const std::size_t num_dimensions = in.u32();
  const std::size_t num_rows = in.u32();
  head_scale_ = in.f32();
  if (!in.ok()) return Status::Truncated;
  if (magic != kMagic) return Status::BadMagic;
  if (format != kFormat) return Status::BadVersion;
  if (size > file.size()) return Status::Truncated;
  if (size != file.size()) return Status::BadCount;
  if (checksum(file.subspan(kHeaderBytes)) != expected) return Status::BadChecksum;
  if (num_langs_ > langs_.size() || num_scripts_ > scripts_.size() ||
      num_dimensions != kDimensions || num_rows > kLetterGroups) {
    return Status::BadCount;
  }
  // So written that what is no number is refused, too.
  if (!(head_scale_ > 0 && head_scale_ <= 1)) return Status::BadValue;
  if (const Status status = read_languages(in); status != Status::Ok) return status;
  return read_rows(in, num_rows);
}

Status LanguageModel::read_languages(ByteReader& in) noexcept {
  for (std::size_t i = 0; i < num_langs_; ++i) {
    if (!read_language(in, langs_[i])) return Status::WrongLanguage;
  }
  for (std::size_t i = 0; i < num_scripts_; ++i) {
    const std::uint32_t tag = in.u32();
    const auto* const known = std::find_if(kScriptTags.begin(), kScriptTags.end(),
                                           [tag](const ScriptTag& t) { return t.tag == tag; });
    if (known == kScriptTags.end()) return Status::BadValue;
    const std::uint16_t begin = in.u16();
    const std::uint16_t end = in.u16();
    if (begin >= end || end > num_langs_) return Status::BadCount;
    scripts_[i] = {known->script, static_cast<std::uint8_t>(begin), static_cast<std::uint8_t>(end)};
  }
  for (std::size_t i = 0; i < num_langs_; ++i) bias_[i] = in.i16();
  for (std::size_t i = 0; i < num_langs_ * kDimensions; ++i) heads_[i] = in.i8();
  return in.ok() ? Status::Ok : Status::Truncated;
}

Status LanguageModel::read_rows(ByteReader& in, std::size_t num_rows) noexcept {
  std::size_t num_groups = 0;
  for (std::size_t i = 0; i < group_bits_.size(); ++i) {
    const std::uint64_t low = in.u32();
    group_bits_[i] = low | static_cast<std::uint64_t>(in.u32()) << 32U;
    groups_before_[i] = static_cast<std::uint16_t>(num_groups);
    num_groups += static_cast<std::size_t>(__builtin_popcountll(group_bits_[i]));
  }
  const std::size_t num_weights = num_rows * kDimensions;
  if (num_groups != num_rows || in.left_bytes() != num_weights) return Status::BadCount;
  rows_.reset(new (std::nothrow) std::int8_t[num_weights]);
  if (!rows_) return Status::OutOfMemory;
  for (std::size_t i = 0; i < num_weights; ++i) rows_[i] = in.i8();
  return Status::Ok;
}

/// Adds the row of a letter group, if it has one.
bool LanguageModel::add_row(std::uint16_t group, Sums& sums) const noexcept {
  const std::uint64_t bits = group_bits_[group / kGroupsInWord];
  const unsigned bit = group % kGroupsInWord;
  if ((bits >> bit & 1U) == 0) return false;
  const auto below = static_cast<std::size_t>(__builtin_popcountll(bits & ((1ULL << bit) - 1)));
  const std::size_t row = groups_before_[group / kGroupsInWord] + below;
  std::int8_t weights __attribute__((vector_size(kDimensions)));
  std::memcpy(&weights, rows_.get() + row * kDimensions, sizeof weights);
  sums += __builtin_convertvector(weights, Sums);
  return true;
}

void LanguageModel::score(Script script, std::span<const std::uint16_t> letter_groups,
                          LanguageScores& out) const noexcept {
  out.num_langs = 0;
  out.num_known = 0;
  const auto* const scripts_end = scripts_.data() + num_scripts_;
  const auto* const set =
      std::find_if(scripts_.data(), scripts_end,
                   [script](const ScriptLanguages& s) { return s.script == script; });
  if (set == scripts_end) return;

  Sums sums{};
  for (const std::uint16_t group : letter_groups) out.num_known += add_row(group, sums) ? 1 : 0;
  // As in training: a sum over more groups counts more, but not in proportion.
  const float scale =
      head_scale_ / std::sqrt(static_cast<float>(std::max<std::size_t>(out.num_known, 1)));
  for (std::size_t lang = set->begin; lang < set->end; ++lang) {
    std::int32_t dot = 0;
    for (std::size_t i = 0; i < kDimensions; ++i) dot += sums[i] * heads_[i * num_langs_ + lang];
    out.langs[out.num_langs] = langs_[lang];
    out.scores[out.num_langs] =
        static_cast<float>(dot) * scale + static_cast<float>(bias_[lang]) / 256.0F;
    ++out.num_langs;
  }
  softmax({out.scores.data(), out.num_langs});
}

}  // namespace undertone
