#include "wasm/inspect.h"

#include "core/base/byte_cursor.h"
#include "core/pii/find.h"
#include "core/text/utf8.h"

namespace undertone {

Result<std::size_t> Inspector::inspect(std::string_view text, const PiiModel* model,
                                       std::span<std::byte> out) noexcept {
  const std::string_view safe = utf8::sanitize(text, sanitized_).text;
  ByteWriter writer{out};
  utf8::OffsetMap offsets{safe};
  for (const Entity& entity : find_pii(safe, entities_, model)) {
    const TextSpan span = offsets.to_utf16(entity.span);
    writer.u32(span.begin);
    writer.u32(span.end);
    writer.u32(static_cast<std::uint32_t>(entity.type));
    writer.u32(static_cast<std::uint32_t>(entity.score * 100 + 0.5F));
  }
  return {writer.ok() ? Status::Ok : Status::NoSpace, writer.at_bytes(), writer.at_bytes()};
}

}  // namespace undertone
