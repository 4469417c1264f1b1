// What find_pii finds, as text that reads in a table: "EMAIL_ADDRESS jo@x.org ; UK_NHS ...".
#pragma once

#include <string>
#include <string_view>

#include "core/pii/find.h"
#include "tests/support/model_file.h"

namespace undertone::test {

[[nodiscard]] inline std::string found(std::string_view text, std::string_view between = " ; ") {
  EntityBuffer buffer;
  std::string out;
  for (const Entity& entity : find_pii(text, buffer, &testing::pii_model())) {
    if (!out.empty()) out += between;
    out += name_of(entity.type);
    out += ' ';
    out += entity.span.of(text);
  }
  return out;
}

}  // namespace undertone::test
