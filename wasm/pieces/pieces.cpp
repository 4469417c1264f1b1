// pieces.h over core/pieces: pointers become views, one call, numbers back.
#include "wasm/pieces/pieces.h"

#include <memory>
#include <new>
#include <span>
#include <string_view>

#include "core/pieces/pieces.h"
#include "wasm/heap.h"

namespace {

using namespace undertone;

struct Splitter {
  PieceVocabulary vocabulary;
  Pieces pieces{vocabulary};
  PieceInput input;
};

std::unique_ptr<Splitter> splitter;

}  // namespace

void* undertone_pieces_allocate(uint32_t size_bytes) { return heap::allocate(size_bytes); }
void undertone_pieces_free(void* memory) { heap::release(memory); }

uint32_t undertone_pieces_load(const uint8_t* bytes, uint32_t size_bytes) {
  std::unique_ptr<Splitter> loaded{new (std::nothrow) Splitter};
  if (!loaded) return static_cast<uint32_t>(Status::OutOfMemory);
  const Status status = loaded->vocabulary.load(std::as_bytes(std::span{bytes, size_bytes}));
  if (status == Status::Ok) splitter = std::move(loaded);
  return static_cast<uint32_t>(status);
}

uint32_t undertone_pieces_count() {
  return splitter ? static_cast<uint32_t>(splitter->vocabulary.size()) : 0;
}

uint32_t undertone_pieces_input(const uint8_t* text, uint32_t message_bytes, uint32_t answer_bytes,
                                uint32_t earlier_bytes) {
  if (!splitter) return 0;
  const auto* const begin = reinterpret_cast<const char*>(text);
  const std::string_view message{begin, message_bytes};
  const std::string_view answer{begin + message_bytes, answer_bytes};
  const std::string_view earlier{begin + message_bytes + answer_bytes, earlier_bytes};
  splitter->input = splitter->pieces.input(message, {.answer = answer, .earlier = earlier});
  return static_cast<uint32_t>(splitter->input.size);
}

const uint16_t* undertone_pieces_output() {
  return splitter ? splitter->input.ids.data() : nullptr;
}
