// The heap of the module: a list of free blocks in order of address, first fit, neighbours joined.
//
// The module holds some twenty blocks, most of them for as long as it runs: a general allocator
// takes 1 kB of brotli to be fast at what never happens here. operator new and delete lead here.
//
//   | bytes, next | payload ...            |   blocks are multiples of 16 bytes, payloads aligned
#pragma once

#include <cstddef>

namespace undertone::heap {

/// Output  16-aligned memory, or null where there is none
/// Cost    a walk over the free blocks
[[nodiscard]] void* allocate(std::size_t size_bytes) noexcept;

/// Gives back what allocate() gave; null is fine.
void release(void* memory) noexcept;

}  // namespace undertone::heap
