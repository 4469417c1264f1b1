#include "core/text/char_class.h"

#include <algorithm>
#include <cstddef>

#include "core/text/mapping.h"
#include "core/text/tables/case.gen.h"
#include "core/text/tables/char_class.gen.h"

namespace undertone {
CharInfo char_class_detail::search(char32_t code_point) noexcept {
  const std::size_t plane = code_point >> 16;
  if (plane + 1 >= tables::kPlaneBegins.size()) return {};
  const auto* const begin = tables::kRangeBegins.data() + tables::kPlaneBegins[plane];
  const auto* const end = tables::kRangeBegins.data() + tables::kPlaneBegins[plane + 1];
  const auto* const after =
      std::upper_bound(begin, end, static_cast<std::uint16_t>(code_point & 0xFFFFU));
  const std::ptrdiff_t range = after - tables::kRangeBegins.data() - 1;
  return tables::kKinds[tables::kRangeKinds[static_cast<std::size_t>(range)]];
}

char32_t lower_case(char32_t code_point) noexcept {
  if (code_point < 0x80) {
    return code_point >= 'A' && code_point <= 'Z' ? code_point + ('a' - 'A') : code_point;
  }
  return mapped(tables::kLower, code_point);
}

}  // namespace undertone
