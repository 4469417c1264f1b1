// Room for what one search finds, kept disjoint and in order while it fills.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/base/limits.h"
#include "core/pii/entity.h"
#include "core/pii/name_tokens.h"
#include "core/pii/plain.h"

namespace undertone {

/// Keep one per analyzer; it grows once and is reused.
class EntityBuffer {
 public:
  EntityBuffer() { entities_.reserve(limits::kMessageEntities); }

  /// The entities of the last message.
  [[nodiscard]] std::span<const Entity> entities() const noexcept { return entities_; }
  /// There was no room for at least one entity; those kept are the first of the text.
  [[nodiscard]] bool full() const noexcept { return full_; }

  void clear() noexcept {
    entities_.clear();
    full_ = false;
  }
  /// Takes a candidate, or not, under the overlap rule of find.h.
  void offer(const Entity& candidate) noexcept;
  /// Moves every span from the plain text back to the text that it was made from.
  void restore(const PlainText& plain) noexcept;
  /// Scratch of find_pii.
  [[nodiscard]] PlainText& plain() noexcept { return plain_; }
  [[nodiscard]] NameTokens& name_tokens() noexcept { return name_tokens_; }

 private:
  std::vector<Entity> entities_;
  PlainText plain_;
  NameTokens name_tokens_;
  bool full_ = false;
};

}  // namespace undertone
