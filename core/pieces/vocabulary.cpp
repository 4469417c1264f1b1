// Reads in the order of models/deep/FORMAT.md and checks every count before it is used.
#include "core/pieces/vocabulary.h"

#include <algorithm>
#include <new>

#include "core/base/byte_cursor.h"
#include "core/base/limits.h"
#include "core/base/word_hash.h"

namespace undertone {
namespace {

constexpr std::uint32_t kMagic = 0x50575455;  // "UTWP"
constexpr std::uint32_t kFormat = 1;
constexpr std::size_t kHeaderBytes = 24;

}  // namespace

Status PieceVocabulary::load(std::span<const std::byte> file) noexcept {
  if (file.size() > limits::kModelBytes) return Status::TooLarge;
  ByteReader in{file};
  const std::uint32_t magic = in.u32();
  const std::uint32_t format = in.u32();
  const std::uint32_t size = in.u32();
  const std::uint32_t expected = in.u32();
  const std::size_t num_beginnings = in.u32();
  const std::size_t num_continuations = in.u32();
  if (!in.ok()) return Status::Truncated;
  if (magic != kMagic) return Status::BadMagic;
  if (format != kFormat) return Status::BadVersion;
  if (size > file.size()) return Status::Truncated;
  if (size != file.size()) return Status::BadCount;
  const std::span<const std::byte> body = file.subspan(kHeaderBytes);
  std::uint32_t checksum = kWordHashSeed;
  for (const std::byte byte : body) {
    checksum = word_hash_step(checksum, std::to_integer<std::uint8_t>(byte));
  }
  if (checksum != expected) return Status::BadChecksum;
  if (num_beginnings > kMaxPieces || num_continuations > kMaxPieces - num_beginnings) {
    return Status::BadCount;
  }
  num_beginnings_ = num_beginnings;
  num_pieces_ = num_beginnings + num_continuations;
  text_.reset(new (std::nothrow) char[body.size() + 1]);
  spans_.reset(new (std::nothrow) TextSpan[num_pieces_ + 1]);
  if (!text_ || !spans_) return Status::OutOfMemory;
  std::transform(body.begin(), body.end(), text_.get(),
                 [](std::byte byte) { return static_cast<char>(byte); });
  std::size_t at = 0;
  for (std::size_t i = 0; i < num_pieces_; ++i) {
    if (at >= body.size()) return Status::BadCount;
    const std::size_t length = std::to_integer<std::size_t>(body[at]);
    if (length == 0 || length > kPieceBytes || length > body.size() - at - 1) {
      return Status::BadValue;
    }
    spans_[i] = {static_cast<std::uint32_t>(at + 1), static_cast<std::uint32_t>(at + 1 + length)};
    const bool begins_list = i == 0 || i == num_beginnings_;
    if (!begins_list && spelling(i - 1) >= spelling(i)) return Status::BadValue;
    at += 1 + length;
  }
  return at == body.size() ? Status::Ok : Status::BadCount;
}

std::string_view PieceVocabulary::spelling(std::size_t index) const noexcept {
  const TextSpan span = spans_[index];
  return {text_.get() + span.begin, span.size_bytes()};
}

PieceVocabulary::Match PieceVocabulary::longest(std::string_view rest, Place place) const noexcept {
  // Those that begin with the first `size` bytes of `rest` stand next to each other; with each byte
  // more there are fewer, and one that is no longer comes first among them.
  std::size_t begin = place == Place::Beginning ? 0 : num_beginnings_;
  std::size_t end = place == Place::Beginning ? num_beginnings_ : num_pieces_;
  Match best;
  const std::size_t most = std::min(rest.size(), kPieceBytes);
  for (std::size_t size = 1; size <= most && begin < end; ++size) {
    const std::string_view wanted = rest.substr(0, size);
    const auto first_not = [&](std::size_t from, bool after) {
      std::size_t to = end;
      while (from < to) {
        const std::size_t middle = from + (to - from) / 2;
        const int order = spelling(middle).substr(0, size).compare(wanted);
        if (order < 0 || (after && order == 0)) {
          from = middle + 1;
        } else {
          to = middle;
        }
      }
      return from;
    };
    begin = first_not(begin, false);
    end = first_not(begin, true);
    if (begin < end && spelling(begin).size() == size) {
      best = {static_cast<std::uint16_t>(piece::kFirst + begin), size};
    }
  }
  return best;
}

}  // namespace undertone
