// Reads in the order of FORMAT.md and checks every count before it is used.
#include "core/model/model.h"

#include <algorithm>
#include <cstring>
#include <new>

#include "core/base/byte_cursor.h"
#include "core/base/limits.h"
#include "core/base/word_hash.h"
#include "core/model/parts.h"
#include "core/model/topics.h"

namespace undertone {
namespace {

constexpr std::uint32_t kMagic = 0x4F4D5455;  // "UTMO"
constexpr std::uint32_t kFormat = 1;
constexpr std::size_t kHeaderBytes = 32;
constexpr std::size_t kSectionBytes = 12;

std::uint32_t checksum(std::span<const std::byte> bytes) noexcept {
  std::uint32_t hash = kWordHashSeed;
  for (const std::byte byte : bytes) {
    hash = word_hash_step(hash, std::to_integer<std::uint8_t>(byte));
  }
  return hash;
}

/// Two letters, then zeros.
Lang read_language(ByteReader& in) noexcept {
  const std::span<const std::byte> raw = in.bytes(4);
  if (raw.size() != 4 || raw[2] != std::byte{0} || raw[3] != std::byte{0}) return Lang::Und;
  const char letters[2] = {std::to_integer<char>(raw[0]), std::to_integer<char>(raw[1])};
  for (std::size_t i = 0; i < kLangNames.size(); ++i) {
    if (kLangNames[i] == std::string_view{letters, 2}) return static_cast<Lang>(i);
  }
  return Lang::Und;
}

Status read_sections(std::span<const std::byte> file, std::uint32_t count,
                     Model::Parts& parts) noexcept {
  if (count == 0 || count > Model::Parts::kMaxSections) return Status::BadCount;
  ByteReader in{file.subspan(kHeaderBytes)};
  std::uint32_t end = static_cast<std::uint32_t>(kHeaderBytes + count * kSectionBytes);
  for (std::uint32_t i = 0; i < count; ++i) {
    Model::Parts::Section& section = parts.sections[i];
    section.tag = static_cast<ModelSection>(in.u32());
    section.offset = in.u32();
    section.size = in.u32();
    if (!in.ok()) return Status::Truncated;
    if (section.offset < end || section.offset > file.size() ||
        section.size > file.size() - section.offset) {
      return Status::BadCount;
    }
    end = section.offset + section.size;
  }
  parts.num_sections = count;
  return Status::Ok;
}

/// A file may come without phrases; then no rule finds anything.
Status read_phrases(std::span<const std::byte> section, Model::Parts& parts) noexcept {
  return section.empty() ? Status::Ok : parts.phrases.open(section);
}

/// Everything but memory: `parts.file` is the copy that the parts look into.
Status read(Model& model, Model::Parts& parts) noexcept {
  const std::span<const std::byte> file = parts.file.span();
  ByteReader in{file};
  const std::uint32_t magic = in.u32();
  const std::uint32_t format = in.u32();
  parts.language = read_language(in);
  parts.version = in.u32();
  const std::uint32_t size = in.u32();
  const std::uint32_t count = in.u32();
  const std::uint32_t expected = in.u32();
  if (!in.ok() || file.size() < kHeaderBytes) return Status::Truncated;
  if (magic != kMagic) return Status::BadMagic;
  if (format != kFormat) return Status::BadVersion;
  if (size > file.size()) return Status::Truncated;
  if (size != file.size()) return Status::BadCount;
  if (checksum(file.subspan(kHeaderBytes)) != expected) return Status::BadChecksum;
  if (parts.language == Lang::Und) return Status::WrongLanguage;
  if (const Status status = read_sections(file, count, parts); status != Status::Ok) return status;
  Status status =
      parts.rows.read(model.section(ModelSection::Words), model.section(ModelSection::Embedding));
  if (status == Status::Ok) status = parts.network.read(model.section(ModelSection::Network));
  if (status == Status::Ok) status = parts.judge.read(model.section(ModelSection::Similar));
  if (status == Status::Ok && !is_codebook(model.section(ModelSection::Themes))) {
    status = Status::BadCount;
  }
  if (status == Status::Ok) status = read_phrases(model.section(ModelSection::Phrases), parts);
  return status;
}

}  // namespace

Model::Model() noexcept = default;
Model::~Model() = default;

LoadedModel Model::load(std::span<const std::byte> file) noexcept {
  if (file.size() > limits::kModelBytes) return {Status::TooLarge, nullptr};
  std::unique_ptr<Model> model{new (std::nothrow) Model};
  if (!model) return {Status::OutOfMemory, nullptr};
  model->parts_.reset(new (std::nothrow) Parts);
  if (!model->parts_ || !model->parts_->file.allocate(file.size())) {
    return {Status::OutOfMemory, nullptr};
  }
  if (!file.empty()) std::memcpy(model->parts_->file.data(), file.data(), file.size());
  const Status status = read(*model, *model->parts_);
  if (status != Status::Ok) return {status, nullptr};
  return {Status::Ok, std::move(model)};
}

Lang Model::language() const noexcept { return parts_->language; }

std::uint32_t Model::version() const noexcept { return parts_->version; }

const PhraseTable& Model::phrases() const noexcept { return parts_->phrases; }

bool Model::knows(const TurnFeatures& turn) const noexcept {
  std::size_t num_words = 0;
  std::size_t num_known = 0;
  for (const TurnWord& word : turn.words()) {
    if (word.kind != WordKind::Word) continue;
    num_known += parts_->rows.index_of(word) < parts_->rows.num_words() ? 1 : 0;
    ++num_words;
  }
  return num_known > 0 && 2 * num_known >= num_words;
}

std::span<const std::byte> Model::section(ModelSection tag) const noexcept {
  for (std::size_t i = 0; i < parts_->num_sections; ++i) {
    const Parts::Section& section = parts_->sections[i];
    if (section.tag == tag) return parts_->file.span().subspan(section.offset, section.size);
  }
  return {};
}

}  // namespace undertone
