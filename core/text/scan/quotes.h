// What stands in quotation marks: said by others, or about words, so it does not count as the
// writer's own.
#pragma once

#include <span>
#include <string_view>

#include "core/text/token.h"

namespace undertone::scan {

/// Sets kQuoted on tokens between quotation marks and on lines that begin with ">".
///
/// Input  tokens of `text` in order, punctuation included
/// Cost   linear; each token is marked at most once per kind of quotation mark
void mark_quotes(std::string_view text, std::span<Token> tokens) noexcept;

}  // namespace undertone::scan
