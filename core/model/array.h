// A fixed number of values on the heap, taken once when a model is loaded.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <span>

namespace undertone {

/// Like a vector that says so when memory ran out, instead of ending the program.
template <class T>
class Array {
 public:
  /// Errors  false: no memory; the array is empty then
  [[nodiscard]] bool allocate(std::size_t size) noexcept {
    items_.reset(new (std::nothrow) T[size]{});
    size_ = items_ ? size : 0;
    return items_ != nullptr;
  }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] T* data() noexcept { return items_.get(); }
  [[nodiscard]] const T* data() const noexcept { return items_.get(); }
  [[nodiscard]] T& operator[](std::size_t i) noexcept { return items_[i]; }
  [[nodiscard]] const T& operator[](std::size_t i) const noexcept { return items_[i]; }
  [[nodiscard]] std::span<const T> span() const noexcept { return {items_.get(), size_}; }

 private:
  std::unique_ptr<T[]> items_;
  std::size_t size_ = 0;
};

}  // namespace undertone
