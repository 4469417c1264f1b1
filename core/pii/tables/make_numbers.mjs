// iban.tsv, payment_card.tsv, calling_code.tsv -> numbers.gen.cpp.
// node core/pii/tables/make_numbers.mjs
import { array, banner, rows, write } from "./generate.mjs";

/// A constant table and the function that shows it.
function table(type, name, items) {
  const constant = `k${name[0].toUpperCase()}${name.slice(1).replace(/_(.)/g, (_, c) => c.toUpperCase())}`;
  return `constexpr ${type} ${constant}[] = {
${items.map((item) => `    {${item}},`).join("\n")}
};
`;
}

const ibans = rows("iban.tsv").sort(([a], [b]) => (a < b ? -1 : 1));
const cards = rows("payment_card.tsv").sort(([a], [b]) => a - b);
const codes = rows("calling_code.tsv").sort(([a], [b]) => a - b);
const column = (name, values) =>
  array("std::uint8_t", name, values).replace("const ", "constexpr ");
const country = (code) => `0x${(code.charCodeAt(0) * 256 + code.charCodeAt(1)).toString(16)}`;

write(
  "numbers.gen.cpp",
  `${banner("make_numbers.mjs")}#include "core/pii/tables/numbers.h"

#include <array>

namespace undertone::pii {
namespace {

${table(
  "IbanLength",
  "iban_lengths",
  ibans.map(([code, length]) => `${country(code)}, ${length}`),
)}
${table(
  "CardRange",
  "card_ranges",
  cards.map(([first, last, min, max, , weak]) =>
    [first, last, min, max, weak === "weak"].join(", "),
  ),
)}
${column(
  "kCodeSteps",
  codes.map(([code], i) => code - (codes[i - 1]?.[0] ?? 0)),
)}
${column(
  "kCodeDigits",
  codes.map(([, min, max]) => Number(min) + 16 * max),
)}
}  // namespace

std::span<const IbanLength> iban_lengths() noexcept { return kIbanLengths; }
std::span<const CardRange> card_ranges() noexcept { return kCardRanges; }
CallingCodes calling_codes() noexcept { return {kCodeSteps, kCodeDigits}; }

}  // namespace undertone::pii
`,
);
