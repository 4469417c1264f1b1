#include "core/text/char_class.h"

#include <cstddef>
#include <cstdint>

#include "core/text/mapping.h"
#include "core/text/tables/case.gen.h"
#include "core/text/tables/char_class.gen.h"

namespace undertone::char_class_detail {

CharInfo search(char32_t code_point) noexcept {
  const std::size_t page = code_point >> 8;
  std::size_t after = tables::kRangeSteps.size();
  if (page < tables::kPages) {
    after = tables::kPageBegins[page];
    std::uint32_t begin = 0;
    for (; after < tables::kPageBegins[page + 1]; ++after) {
      begin += tables::kRangeSteps[after];
      if (begin > (code_point & 0xFFU)) break;
    }
  } else {
    for (const std::uint32_t begin : tables::kHighBegins) after += begin <= code_point ? 1U : 0U;
  }
  return tables::kKinds[tables::kRangeKinds[after - 1]];
}

char32_t search_lower_case(char32_t code_point) noexcept {
  return mapped(tables::kLower, code_point);
}

}  // namespace undertone::char_class_detail
