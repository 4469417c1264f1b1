// Bytes of a message -> the numbers of a turn: every stage that is handed text, in order.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/base/turn_numbers.h"
#include "core/pii/entity_buffer.h"
#include "core/pii/mask.h"
#include "core/text/tokenizer.h"

namespace undertone {

class PiiModel;

/// Room for one turn, which grows with the first ones and stays. What it gives out lives until the
/// next turn is read.
class TurnReader {
 public:
  /// Input  any bytes; without `pii_model` only personal data is masked that no word tells
  ///        (find_pii)
  void read(Role role, std::string_view message, const PiiModel* pii_model);

  /// Valid UTF-8, cut at limits::kMessageBytes.
  [[nodiscard]] std::string_view text() const noexcept { return text_; }
  [[nodiscard]] std::span<const Entity> entities() const noexcept { return entities_.entities(); }
  /// Spans of text(); an entity is one token.
  [[nodiscard]] std::span<const Token> tokens() const noexcept { return tokens_; }
  /// What was cut is counted as well.
  [[nodiscard]] const TurnFeatures& features() const noexcept { return features_; }

 private:
  std::string valid_;
  TokenBuffer token_buffer_;
  EntityBuffer entities_;
  MaskBuffer mask_buffer_;
  std::string_view text_;
  std::span<const Token> tokens_;
  TurnFeatures features_;
};

}  // namespace undertone
