// One conversation as the analyzer is handed it: numbers only, of fixed size, no text.
#pragma once

#include "core/conversation/state.h"
#include "core/model/classify.h"
#include "core/signals/context.h"

namespace undertone {

/// About 5 kB; may be copied, saved and restored (snapshot.h) at any time.
class Conversation {
 public:
  /// what advance() keeps
  ConversationState state;
  /// what derive_*_signals() keeps of earlier wording: hashes
  DialogueMemory memory;
  /// what classify() is told of earlier turns
  TurnContext context;
};

}  // namespace undertone
