// What is found in any text is in order, disjoint, inside it, on code points and the same when one
// looks again; redacted text keeps everything else; and the tokens are no more than the bytes.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/check.h"
#include "core/base/limits.h"
#include "core/pii/find.h"
#include "core/pii/pii_model.h"
#include "core/pii/redact.h"
#include "core/text/utf8.h"
#include "tests/support/model_file.h"

namespace {

using namespace undertone;

const PiiModel& names() {
  static PiiModel model;
  static const Status status = model.load(testing::model_bytes("names"));
  if (status != Status::Ok) __builtin_trap();
  return model;
}

bool on_code_point(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

bool same(const Entity& a, const Entity& b) {
  return a.span == b.span && a.type == b.type && a.score == b.score;
}

void check(std::string_view text, const PiiModel* model) {
  static EntityBuffer buffer;  // kept between runs, as in an analyzer
  const auto found = find_pii(text, buffer, model);
  UNDERTONE_CHECK(found.size() <= limits::kMessageEntities);
  if (model != nullptr) UNDERTONE_CHECK(buffer.name_tokens().size() <= text.size());
  std::size_t end = 0;
  std::size_t hidden = 0;
  std::size_t shown = 0;
  for (const Entity& entity : found) {
    UNDERTONE_CHECK(entity.span.begin >= end && entity.span.end > entity.span.begin);
    UNDERTONE_CHECK(entity.span.end <= text.size());
    UNDERTONE_CHECK(on_code_point(text, entity.span.begin));
    UNDERTONE_CHECK(on_code_point(text, entity.span.end));
    UNDERTONE_CHECK(entity.score > 0 && entity.score <= 1);
    end = entity.span.end;
    hidden += entity.span.size_bytes();
    shown += name_of(entity.type).size() + 2;
  }
  static std::string redacted;
  redacted.clear();
  redact(text, found, redacted);
  UNDERTONE_CHECK(redacted.size() == text.size() - hidden + shown);

  static std::vector<Entity> first;
  first.assign(found.begin(), found.end());
  const auto again = find_pii(text, buffer, model);
  UNDERTONE_CHECK(again.size() == first.size());
  for (std::size_t i = 0; i < first.size(); ++i) UNDERTONE_CHECK(same(first[i], again[i]));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static std::string clean;
  const std::string_view text =
      utf8::sanitize({reinterpret_cast<const char*>(data), size}, clean).text;
  check(text, nullptr);
  check(text, &names());
  return 0;
}
