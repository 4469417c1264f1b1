#include "core/features/turn_reader.h"

#include "core/features/turn_features.h"
#include "core/pii/find.h"
#include "core/text/utf8.h"

namespace undertone {

void TurnReader::read(Role role, std::string_view message, const PiiModel* pii_model) {
  const utf8::Sanitized valid = utf8::sanitize(message, valid_);
  text_ = valid.text;                                           // bytes -> valid UTF-8
  const auto tokens = tokenize(text_, token_buffer_);           // text -> spans
  const auto entities = find_pii(text_, entities_, pii_model);  // text -> entities
  tokens_ = mask(tokens, entities, mask_buffer_);               // an entity becomes a token
  turn_features(role, text_, tokens_, features_);               // tokens -> numbers
  features_.counts.codepoints += static_cast<std::uint32_t>(
      utf8::codepoint_count(message.substr(message.size() - valid.cut_bytes)));
}

}  // namespace undertone
