#include "core/model/classify.h"

#include <algorithm>
#include <array>
#include <span>

#include "core/base/exponential.h"
#include "core/model/parts.h"
#include "core/model/sketch.h"

namespace undertone {
namespace {

using Logits = std::array<float, LogitLayout::kCount>;

float sigmoid(float logit) noexcept { return 1.0F / (1.0F + exponential(-logit)); }

/// Probabilities of the classes from `begin` on, of which one holds.
void read_classes(const Logits& logits, std::size_t begin, std::span<float> out) noexcept {
  std::copy_n(logits.begin() + begin, out.size(), out.begin());
  softmax(out);
}

/// The parts of the context in the order of the file.
float context_logit(std::span<const float, Network::kContext> weights,
                    const TurnContext& context) noexcept {
  const std::array<float, 7> parts = {context.user_turns == 0 ? 1.0F : 0.0F,
                                      context.answered ? 1.0F : 0.0F,
                                      context.answer_asks ? 1.0F : 0.0F,
                                      context.answer_fallback,
                                      context.answer_refusal,
                                      context.answer_apology,
                                      context.previous_frustration};
  float sum = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) sum += weights[i] * parts[i];
  return sum;
}

}  // namespace

Scores classify(const Model& model, const TurnFeatures& turn, const TurnContext& context) noexcept {
  const Model::Parts& parts = model.parts();
  Scores out;
  out.model_version = parts.version;
  TurnSums sums;
  parts.network.filters().sum_up(parts.rows, turn, sums);
  out.meaning = sketch(parts, turn, sums);
  out.scored = sums.known > 0;
  if (!out.scored) return out;
  Logits logits;
  parts.network.logits(parts.rows, turn, sums, logits);
  if (turn.role != Role::User) {
    out.fallback = sigmoid(logits[LogitLayout::kAssistant]);
    out.refusal = sigmoid(logits[LogitLayout::kAssistant + 1]);
    out.apology = sigmoid(logits[LogitLayout::kAssistant + 2]);
    out.handoff_offered = sigmoid(logits[LogitLayout::kAssistant + 3]);
    out.handoff_done = sigmoid(logits[LogitLayout::kAssistant + 4]);
    return out;
  }
  read_classes(logits, LogitLayout::kSentiment, out.sentiment);
  read_classes(logits, LogitLayout::kEmotion, out.emotion);
  read_classes(logits, LogitLayout::kFeedback, out.feedback);
  read_classes(logits, LogitLayout::kAct, out.act);
  out.abuse = sigmoid(logits[LogitLayout::kAbuse]);
  out.frustration =
      sigmoid(logits[LogitLayout::kFrustration] + context_logit(parts.network.context(), context));
  return out;
}

}  // namespace undertone
