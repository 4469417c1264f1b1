#include "core/text/char_class.h"

#include <algorithm>
#include <cstddef>

#include "core/text/mapping.h"
#include "core/text/tables/case.gen.h"
#include "core/text/tables/char_class.gen.h"

namespace undertone::char_class_detail {

CharInfo search(char32_t code_point) noexcept {
  const std::size_t plane = code_point >> 16;
  const std::size_t part = plane == 0 ? code_point >> 8 : tables::kPages - 1 + plane;
  if (part + 1 >= tables::kPartBegins.size()) return {};
  const auto* const begin = tables::kRangeBegins.data() + tables::kPartBegins[part];
  const auto* const end = tables::kRangeBegins.data() + tables::kPartBegins[part + 1];
  const auto* const after =
      std::upper_bound(begin, end, static_cast<std::uint16_t>(code_point & 0xFFFFU));
  const std::ptrdiff_t range = after - tables::kRangeBegins.data() - 1;
  return tables::kKinds[tables::kRangeKinds[static_cast<std::size_t>(range)]];
}

char32_t search_lower_case(char32_t code_point) noexcept {
  return mapped<tables::kLower>(code_point);
}

}  // namespace undertone::char_class_detail
