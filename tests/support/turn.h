// Text to the numbers of a turn, as the analyzer does it, for tests.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/base/turn_numbers.h"
#include "core/features/turn_features.h"
#include "core/pii/find.h"
#include "core/pii/mask.h"
#include "core/text/tokenizer.h"
#include "core/text/utf8.h"

namespace undertone::testing {

class TurnReader {
 public:
  /// Lifetime  until the next call
  const TurnFeatures& read(std::string_view raw, Role role = Role::User) {
    const std::string_view text = utf8::sanitize(raw, sanitized_).text;
    turn_features(role, text, mask(tokenize(text, tokens_), find_pii(text, entities_), masked_),
                  *features_);
    return *features_;
  }

 private:
  std::string sanitized_;
  TokenBuffer tokens_;
  EntityBuffer entities_;
  MaskBuffer masked_;
  std::unique_ptr<TurnFeatures> features_ = std::make_unique<TurnFeatures>();
};

}  // namespace undertone::testing
