#include "core/pii/redact.h"

#include "core/pii/ascii.h"

namespace undertone {
namespace {

/// FNV-1a, 64 bits.
constexpr std::uint64_t kSeed = 0xCBF29CE484222325U;
constexpr std::uint64_t kPrime = 0x100000001B3U;

[[nodiscard]] std::uint64_t value_hash(EntityType type, std::string_view value) noexcept {
  std::uint64_t hash = (kSeed ^ static_cast<std::uint64_t>(type)) * kPrime;
  for (const char c : value) {
    if (!ascii::is_alnum(c) && !ascii::is_high(c)) continue;
    hash = (hash ^ static_cast<unsigned char>(ascii::lower(c))) * kPrime;
  }
  return hash;
}

/// Copies what stands between the entities and lets `write` put something in their places.
template <class Write>
void replace(std::string_view text, std::span<const Entity> entities, std::string& out,
             Write write) {
  std::size_t from = 0;
  for (const Entity& entity : entities) {
    out.append(text.substr(from, entity.span.begin - from));
    write(entity);
    from = entity.span.end;
  }
  out.append(text.substr(from));
}

}  // namespace

void redact(std::string_view text, std::span<const Entity> entities, std::string& out) {
  replace(text, entities, out,
          [&](const Entity& entity) { out.append("[").append(name_of(entity.type)).append("]"); });
}

std::uint32_t Placeholders::number_of(EntityType type, std::string_view value) {
  const std::uint64_t key = value_hash(type, value);
  const auto found = numbers_.find(key);
  if (found != numbers_.end()) return found->second;
  if (numbers_.size() == kMaxValues) return 0;
  const std::uint32_t number = ++last_[static_cast<std::size_t>(type)];
  numbers_.emplace(key, number);
  return number;
}

void Placeholders::clear() noexcept {
  numbers_.clear();
  for (std::uint32_t& last : last_) last = 0;
}

void redact(std::string_view text, std::span<const Entity> entities, Placeholders& placeholders,
            std::string& out) {
  replace(text, entities, out, [&](const Entity& entity) {
    const std::uint32_t number = placeholders.number_of(entity.type, entity.span.of(text));
    out.append("[").append(name_of(entity.type));
    if (number != 0) out.append("_").append(std::to_string(number));
    out.append("]");
  });
}

}  // namespace undertone
