// api_key.tsv -> api_key.gen.cpp.
// node core/pii/tables/make_api_key.mjs
import { banner, rows, write } from "./generate.mjs";

const charsets = {
  h: "LowerHex",
  H: "Hex",
  l: "LowerAlnum",
  U: "UpperAlnum",
  n: "Alnum",
  u: "Base64Url",
  b: "Base64",
  d: "Dotted",
};
// Of two prefixes of which one begins the other, the longer comes first.
const order = (a, b) => (a[0] === b[0] ? b.length - a.length : a[0] < b[0] ? -1 : 1);
const keys = rows("api_key.tsv").sort(([a], [b]) => order(a, b) || (a < b ? -1 : 1));

write(
  "api_key.gen.cpp",
  `${banner("make_api_key.mjs")}#include "core/pii/tables/api_key.h"

namespace undertone::pii {
namespace {

constexpr KeyPrefix kPrefixes[] = {
${keys
  .map(([text, set, min, max]) => `    {"${text}", Charset::${charsets[set]}, ${min}, ${max}},`)
  .join("\n")}
};

}  // namespace

std::span<const KeyPrefix> key_prefixes() noexcept { return kPrefixes; }

}  // namespace undertone::pii
`,
);
