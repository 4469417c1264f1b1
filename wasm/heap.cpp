#include "wasm/heap.h"

#include <cstdint>
#include <cstdlib>
#include <new>

/// First byte after data and stack (wasm-ld).
extern "C" unsigned char __heap_base;

namespace undertone::heap {
namespace {

struct alignas(16) Block {
  /// with this header
  std::size_t bytes;
  /// free blocks only: the next by address
  Block* next;
};

constexpr std::size_t kPageBytes = 65536;
/// Over -sMAXIMUM_MEMORY, so that no sum overflows.
constexpr std::size_t kMostBytes = std::size_t{1} << 30;

Block* free_blocks = nullptr;
/// up to where memory belongs to the heap; 0 before the first call
std::uintptr_t end = 0;

Block* block_at(std::uintptr_t address) noexcept { return reinterpret_cast<Block*>(address); }
std::uintptr_t address_of(const Block* block) noexcept {
  return reinterpret_cast<std::uintptr_t>(block);
}

/// Makes all memory up to its present end the heap's.
void take_memory() noexcept {
  const std::size_t memory_end = __builtin_wasm_memory_size(0) * kPageBytes;
  if (end == 0) end = (reinterpret_cast<std::uintptr_t>(&__heap_base) + 15) / 16 * 16;
  Block* const block = block_at(end);
  block->bytes = memory_end - end;
  end = memory_end;
  release(block + 1);
}

/// The first free block that is large enough; the rest of it stays free.
void* take(std::size_t bytes) noexcept {
  for (Block** at = &free_blocks; *at != nullptr; at = &(*at)->next) {
    Block* block = *at;
    if (block->bytes < bytes) continue;
    const std::size_t rest = block->bytes - bytes;
    if (rest == 0) {
      *at = block->next;
    } else {
      block->bytes = rest;
      block = block_at(address_of(block) + rest);
      block->bytes = bytes;
    }
    return block + 1;
  }
  return nullptr;
}

}  // namespace

void* allocate(std::size_t size_bytes) noexcept {
  if (size_bytes > kMostBytes) return nullptr;
  if (end == 0) take_memory();
  const std::size_t bytes = (size_bytes + sizeof(Block) + 15) / 16 * 16;
  if (void* const memory = take(bytes)) return memory;
  if (__builtin_wasm_memory_grow(0, bytes / kPageBytes + 1) == SIZE_MAX) return nullptr;
  take_memory();
  return take(bytes);
}

void release(void* memory) noexcept {
  if (memory == nullptr) return;
  Block* const block = static_cast<Block*>(memory) - 1;
  Block* before = nullptr;
  Block* after = free_blocks;
  for (; after != nullptr && after < block; after = after->next) before = after;
  block->next = after;
  if (after != nullptr && address_of(block) + block->bytes == address_of(after)) {
    block->bytes += after->bytes;
    block->next = after->next;
  }
  if (before == nullptr) {
    free_blocks = block;
  } else if (address_of(before) + before->bytes == address_of(block)) {
    before->bytes += block->bytes;
    before->next = block->next;
  } else {
    before->next = block;
  }
}

}  // namespace undertone::heap

void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return undertone::heap::allocate(size);
}
void* operator new(std::size_t size) {
  void* const memory = undertone::heap::allocate(size);
  if (memory == nullptr) std::abort();
  return memory;
}
void* operator new[](std::size_t size) { return operator new(size); }
void* operator new[](std::size_t size, const std::nothrow_t& tag) noexcept {
  return operator new(size, tag);
}
void operator delete(void* memory) noexcept { undertone::heap::release(memory); }
void operator delete[](void* memory) noexcept { undertone::heap::release(memory); }
void operator delete(void* memory, std::size_t) noexcept { undertone::heap::release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { undertone::heap::release(memory); }
