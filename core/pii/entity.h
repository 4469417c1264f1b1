// A piece of personal data found in a text.
#pragma once

#include "core/base/text_span.h"
#include "core/base/vocabulary.gen.h"

namespace undertone {

struct Entity {
  /// bytes in the sanitised text
  TextSpan span;
  EntityType type{};
  /// confidence, [0, 1]; 1 for a proven check digit or a strict grammar
  float score = 0;
};

}  // namespace undertone
