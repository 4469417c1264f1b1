// What find_pii finds, as text that reads in a table: "EMAIL_ADDRESS jo@x.org ; UK_NHS ...".
#pragma once

#include <string>
#include <string_view>

#include "core/pii/find.h"
#include "core/pii/name_model.h"
#include "tests/support/model_file.h"

namespace undertone::test {

/// The shipped model of names, loaded once for all tests.
[[nodiscard]] inline const NameModel& name_model() {
  static const NameModel* const model = [] {
    auto* loaded = new NameModel;
    const Status status = loaded->load(testing::model_bytes("names"));
    return status == Status::Ok ? loaded : nullptr;
  }();
  return *model;
}

[[nodiscard]] inline std::string found(std::string_view text, std::string_view between = " ; ") {
  EntityBuffer buffer;
  std::string out;
  for (const Entity& entity : find_pii(text, buffer, &name_model())) {
    if (!out.empty()) out += between;
    out += name_of(entity.type);
    out += ' ';
    out += entity.span.of(text);
  }
  return out;
}

}  // namespace undertone::test
