#include "core/pii/entity_buffer.h"

#include <cstddef>

namespace undertone {
namespace {

[[nodiscard]] bool beats(const Entity& candidate, const Entity& kept) noexcept {
  if (candidate.score != kept.score) return candidate.score > kept.score;
  return candidate.span.size_bytes() > kept.span.size_bytes();
}

}  // namespace

void EntityBuffer::offer(const Entity& candidate) noexcept {
  std::size_t begin = entities_.size();
  while (begin > 0 && entities_[begin - 1].span.end > candidate.span.begin) --begin;
  std::size_t end = begin;
  while (end < entities_.size() && entities_[end].span.begin < candidate.span.end) {
    if (!beats(candidate, entities_[end])) return;
    ++end;
  }
  const auto at = entities_.begin() + static_cast<std::ptrdiff_t>(begin);
  if (begin < end) {
    *at = candidate;
    entities_.erase(at + 1, entities_.begin() + static_cast<std::ptrdiff_t>(end));
    return;
  }
  if (entities_.size() == limits::kMessageEntities) {
    full_ = true;
    if (at == entities_.end()) return;
    entities_.pop_back();
  }
  entities_.insert(at, candidate);
}

void EntityBuffer::restore(const PlainText& plain) noexcept {
  for (Entity& entity : entities_) entity.span = plain.original(entity.span);
}

}  // namespace undertone
