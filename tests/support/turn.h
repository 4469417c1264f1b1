// Text to the numbers of a turn, as the analyzer does it, for tests.
#pragma once

#include <memory>
#include <string_view>

#include "core/features/turn_reader.h"
#include "tests/support/model_file.h"

namespace undertone::testing {

class TestTurn {
 public:
  /// Lifetime  until the next call
  const TurnFeatures& read(std::string_view text, Role role = Role::User) {
    reader_->read(role, text, &pii_model());
    return reader_->features();
  }

 private:
  std::unique_ptr<undertone::TurnReader> reader_ = std::make_unique<undertone::TurnReader>();
};

}  // namespace undertone::testing
