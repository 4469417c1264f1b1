// abi.h over the core: pointers become spans, one call, a status back.
#include "wasm/abi.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <new>
#include <span>
#include <string_view>

#include "core/analyzer.h"
#include "core/base/limits.h"
#include "core/conversation/conversation.h"
#include "core/event/decode_input.h"
#include "core/event/encode.h"
#include "wasm/heap.h"
#include "wasm/inspect.h"

struct undertone_engine {
  /// as undertone_output gives it
  struct {
    std::int32_t size_bytes = 0;
    std::int32_t margin = 0;
    std::array<std::byte,
               std::max({undertone::limits::kEventBytes, undertone::Inspector::kMaxBytes})>
        bytes;
  } output;
  undertone::Analyzer analyzer;
  undertone::Inspector inspector;

  /// Keeps what was written into `output`, or nothing if it failed.
  std::uint32_t finish(const undertone::Result<std::size_t>& written) noexcept {
    output.size_bytes = written.ok() ? static_cast<std::int32_t>(written.value) : 0;
    return static_cast<std::uint32_t>(written.status);
  }
};

struct undertone_conversation {
  undertone::Conversation value;
  /// before the last push, to which undertone_rescore goes back
  undertone::Conversation before;
};

namespace {

using namespace undertone;

std::span<const std::byte> bytes_of(const std::uint8_t* data, std::uint32_t size) noexcept {
  return std::as_bytes(std::span{data, size});
}

std::string_view text_of(const std::uint8_t* data, std::uint32_t size) noexcept {
  return {reinterpret_cast<const char*>(data), size};
}

Update apply(Analyzer& analyzer, Conversation& conversation, const Input& input,
             std::string_view text, const DeepScores* deep) noexcept {
  if (const auto* action = std::get_if<ActionInput>(&input)) {
    return analyzer.add_action(conversation, *action);
  }
  if (const auto* end = std::get_if<EndInput>(&input)) return analyzer.end(conversation, *end);
  return analyzer.add_message(conversation, *std::get_if<MessageInput>(&input), text, deep);
}

}  // namespace

uint32_t undertone_abi_version() { return kSchemaVersion; }

void* undertone_allocate(uint32_t size_bytes) { return heap::allocate(size_bytes); }
void undertone_free(void* memory) { heap::release(memory); }

undertone_engine* undertone_engine_new() { return new (std::nothrow) undertone_engine; }
void undertone_engine_delete(undertone_engine* engine) { delete engine; }

uint32_t undertone_load_model(undertone_engine* engine, const uint8_t* bytes, uint32_t size_bytes) {
  engine->output.size_bytes = 0;
  return static_cast<std::uint32_t>(engine->analyzer.load_model(bytes_of(bytes, size_bytes)));
}

uint32_t undertone_add_topic(undertone_engine* engine, uint32_t label, const uint8_t* text,
                             uint32_t text_bytes) {
  return engine->finish({engine->analyzer.add_topic(label, text_of(text, text_bytes))});
}

undertone_conversation* undertone_conversation_new() {
  return new (std::nothrow) undertone_conversation;
}
void undertone_conversation_delete(undertone_conversation* conversation) { delete conversation; }

uint32_t undertone_push(undertone_engine* engine, undertone_conversation* conversation,
                        const uint8_t* input, uint32_t input_bytes, const uint8_t* text,
                        uint32_t text_bytes) {
  conversation->before = conversation->value;
  return undertone_rescore(engine, conversation, input, input_bytes, text, text_bytes, nullptr);
}

uint32_t undertone_rescore(undertone_engine* engine, undertone_conversation* conversation,
                           const uint8_t* input, uint32_t input_bytes, const uint8_t* text,
                           uint32_t text_bytes, const float* scores) {
  const Result<Input> decoded = decode_input(bytes_of(input, input_bytes));
  if (!decoded.ok()) return engine->finish({decoded.status});
  conversation->value = conversation->before;
  const Update update =
      apply(engine->analyzer, conversation->value, decoded.value, text_of(text, text_bytes),
            reinterpret_cast<const DeepScores*>(scores));
  engine->output.margin = update.margin;
  return engine->finish(encode(update, engine->output.bytes));
}

uint32_t undertone_inspect(undertone_engine* engine, const uint8_t* text, uint32_t text_bytes) {
  return engine->finish(engine->inspector.inspect(
      text_of(text, text_bytes), engine->analyzer.pii_model(), engine->output.bytes));
}

const int32_t* undertone_output(const undertone_engine* engine) {
  return &engine->output.size_bytes;
}
