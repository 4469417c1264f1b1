// Tokens + entities -> tokens that no longer show where personal data stood. From here on the
// route sees one Entity token in the place of each entity, which knows the type and nothing else.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/pii/entity.h"
#include "core/text/token.h"

namespace undertone {

/// Room for the masked tokens of one message; keep one per analyzer.
class MaskBuffer {
 public:
  [[nodiscard]] std::span<const Token> tokens() const noexcept { return tokens_; }

 private:
  friend std::span<const Token> mask(std::span<const Token> tokens,
                                     std::span<const Entity> entities, MaskBuffer& buffer);
  std::vector<Token> tokens_;
};

/// Replaces all tokens that an entity touches by one token of kind Entity with an empty span; not
/// those of persons and addresses, whose words the models were trained on.
///
/// Input     both in the order of the text; entities disjoint (find_pii)
/// Output    tokens in order. An entity that touches no token gives none
/// Lifetime  until the next call with the same buffer
/// Cost      linear in both; allocates only while `buffer` grows
std::span<const Token> mask(std::span<const Token> tokens, std::span<const Entity> entities,
                            MaskBuffer& buffer);

}  // namespace undertone
