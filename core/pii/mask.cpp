#include "core/pii/mask.h"

namespace undertone {
namespace {

/// Names stay words among others: what follows sees hashes of them, and its models were trained on
/// words.
[[nodiscard]] bool is_masked(const Entity& entity) noexcept {
  return entity.type != EntityType::Person && entity.type != EntityType::Location;
}

}  // namespace

std::span<const Token> mask(std::span<const Token> tokens, std::span<const Entity> entities,
                            MaskBuffer& buffer) {
  std::vector<Token>& out = buffer.tokens_;
  out.clear();
  std::size_t e = 0;
  for (const Token& token : tokens) {
    while (e < entities.size() &&
           (entities[e].span.end <= token.span.begin || !is_masked(entities[e]))) {
      ++e;
    }
    if (e == entities.size() || !token.span.overlaps(entities[e].span)) {
      out.push_back(token);
      continue;
    }
    // One token may hold several entities, one entity several tokens.
    for (; e < entities.size() && token.span.overlaps(entities[e].span); ++e) {
      if (!is_masked(entities[e])) continue;
      const std::uint32_t begin = entities[e].span.begin;
      const bool again =
          !out.empty() && out.back().kind == TokenKind::Entity && out.back().span.begin == begin;
      if (!again) {
        out.push_back(
            {.span = {begin, begin}, .kind = TokenKind::Entity, .entity = entities[e].type});
      }
      if (entities[e].span.end > token.span.end) break;
    }
  }
  return out;
}

}  // namespace undertone
