// api_key.tsv -> api_key.gen.cpp.
// node core/pii/tables/make_api_key.mjs
import { banner, rows, write } from "./generate.mjs";

/// In the order of Charset.
const charsets = "hHlUnubd";
const byte = (value) => `\\${value.toString(8).padStart(3, "0")}`;
// Of two prefixes of which one begins the other, the longer comes first.
const order = (a, b) => (a[0] === b[0] ? b.length - a.length : a[0] < b[0] ? -1 : 1);
const keys = rows("api_key.tsv").sort(([a], [b]) => order(a, b) || (a < b ? -1 : 1));

write(
  "api_key.gen.cpp",
  `${banner("make_api_key.mjs")}#include "core/pii/tables/api_key.h"

namespace undertone::pii {
namespace {

constexpr char kRows[] =
${keys
  .map(([text, set, min, max]) => {
    const more = Math.ceil((max - min) / 2);
    return `    "${text}${byte(1 + charsets.indexOf(set))}${byte(Number(min))}${byte(more)}"`;
  })
  .join("\n")};

}  // namespace

std::string_view key_prefixes() noexcept { return {kRows, sizeof kRows - 1}; }

}  // namespace undertone::pii
`,
);
