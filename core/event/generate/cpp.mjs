// schema.json -> C++: the vocabulary (enumerations) and the records (events and inputs).
import { banner, pascal } from "./names.mjs";

const enumerator = pascal;

export function cppVocabulary(schema) {
  const out = [
    banner("//"),
    `// The closed vocabularies of every stage: enumerations and their names on the wire.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace undertone {

inline constexpr std::uint32_t kSchemaVersion = ${schema.version};

/// Number of values of an enumeration of the schema.
template <class Enum>
inline constexpr std::size_t enum_size = 0;
`,
  ];
  for (const [name, { doc, values }] of Object.entries(schema.enums)) {
    out.push(`
/// ${doc}
enum class ${name} : std::uint8_t {
${values.map((value) => `  ${enumerator(value)},`).join("\n")}
};
template <>
inline constexpr std::size_t enum_size<${name}> = ${values.length};
inline constexpr std::array<std::string_view, ${values.length}> k${name}Names = {
${values.map((value) => `    "${value}",`).join("\n")}
};
[[nodiscard]] constexpr std::string_view name_of(${name} value) noexcept {
  return k${name}Names[static_cast<std::size_t>(value)];
}
`);
  }
  out.push("\n}  // namespace undertone\n");
  return out.join("");
}

function memberType(field) {
  const plain = {
    uint: () => "std::uint32_t",
    int: () => "std::int32_t",
    score: () => "std::int32_t",
    bool: () => "bool",
    enum: () => field.of,
    set: () => `EnumSet<${field.of}>`,
    counts: () => `EnumCounts<${field.of}>`,
  }[field.type]();
  return field.optional ? `std::optional<${plain}>` : plain;
}

function initial(field) {
  if (field.optional) return "";
  const values = {
    uint: " = 0",
    int: " = 0",
    score: " = 0",
    bool: " = false",
    enum: "{}",
    set: "",
    counts: "",
  };
  return values[field.type];
}

function record(kind, item) {
  const type = `${pascal(item.name)}${kind}`;
  return `
/// ${item.doc}
struct ${type} {
  static constexpr std::uint32_t kCode = ${item.code};
  static constexpr std::string_view kName = "${item.name}";
${item.fields
  .map((field) => {
    const doc = [field.doc, field.type === "score" ? "hundredths" : ""].filter(Boolean).join("; ");
    return `${doc ? `  /// ${doc}\n` : ""}  ${memberType(field)} ${field.name}${initial(field)};`;
  })
  .join("\n")}

  friend bool operator==(const ${type}&, const ${type}&) noexcept = default;

  /// Calls visitor(field id, field kind, name, member) for every field in order of id. The name is
  /// a plain literal, which costs nothing where the visitor does not want it.
  template <class Self, class Visitor>
  static constexpr void visit(Self& self, Visitor&& visitor) {
${item.fields
  .map(
    (field) =>
      `    visitor(${field.id}U, FieldKind::${pascal(field.type)}, "${field.name}", self.${field.name});`,
  )
  .join("\n")}
  }
};
template <>
inline constexpr std::array<Field, ${item.fields.length}> kFields<${type}> = {
${item.fields
  .map(
    ({ id, name }) => `    field<decltype(${type}::${name})>(${id}, offsetof(${type}, ${name})),`,
  )
  .join("\n")}
};
`;
}

export function cppRecords(schema) {
  const events = schema.events.filter((event) => event.source !== "tag");
  return `${banner("//")}// The records that cross the boundary: events out, inputs in. How they become bytes: FORMAT.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/enum_counts.h"
#include "core/base/enum_set.h"
#include "core/base/vocabulary.gen.h"
#include "core/event/field.h"

namespace undertone {

/// How a field is written (schema.json, "types").
enum class FieldKind : std::uint8_t { Uint, Int, Bool, Score, Enum, Set, Counts };
${events.map((event) => record("Event", event)).join("")}${schema.inputs.map((input) => record("Input", input)).join("")}
}  // namespace undertone
`;
}
