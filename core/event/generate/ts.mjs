// schema.json -> TypeScript: types (no run-time weight), tables for the codec, attribute names.
import { banner, pascal } from "./names.mjs";

const quote = (value) => JSON.stringify(value);
const doc = (text, indent = "") => (text ? `${indent}/** ${text} */\n` : "");

const scalarTypes = {
  uint: "number",
  int: "number",
  score: "number",
  bool: "boolean",
  id: "string",
  label: "string",
  version: "string",
};

function valueType({ type, of }) {
  if (type === "enum") return of;
  if (type === "set") return `${of}[]`;
  if (type === "counts") return `Partial<Record<${of}, number>>`;
  return scalarTypes[type];
}

function fieldDoc(field) {
  return [field.doc, field.type === "score" ? "hundredths" : ""].filter(Boolean).join("; ");
}

function record(name, item, { kind, optional = (field) => field.optional }) {
  const members = item.fields.map(
    (field) =>
      `${doc(fieldDoc(field), "  ")}  ${field.name}${optional(field) ? "?" : ""}: ${valueType(field)};\n`,
  );
  return `\n${doc(item.doc)}export interface ${name} {\n${kind ? `  kind: ${quote(kind)};\n` : ""}${members.join("")}}\n`;
}

const union = (names) => names.join(" | ");

/** Types alone: importing them costs a bundle nothing. */
export function tsTypes(schema) {
  const out = [
    banner("//"),
    "// Events, inputs and closed vocabularies as types. Field names are the names on the wire.\n",
  ];
  for (const [name, { doc: text, values }] of Object.entries(schema.enums)) {
    out.push(
      `\n${doc(text)}export type ${name} =\n${values.map((v) => `  | ${quote(v)}`).join("\n")};\n`,
    );
  }
  for (const event of schema.events) {
    out.push(record(`${pascal(event.name)}Event`, event, { kind: event.name }));
  }
  // What an input leaves out is absent or zero; only its subject must be said.
  for (const input of schema.inputs) {
    const optional = (field) => field !== input.fields[0];
    out.push(record(`${pascal(input.name)}Input`, input, { kind: input.name, optional }));
  }
  out.push(record("Envelope", schema.envelope, {}));

  const core = schema.events.filter((event) => event.source !== "tag");
  const names = (items, kind) => union(items.map(({ name }) => `${pascal(name)}${kind}`));
  out.push(`
/** What the engine makes of an input. */
export type CoreEvent = ${names(core, "Event")};

/** What the engine takes. */
export type Input = ${names(schema.inputs, "Input")};

/** What leaves the page: nothing else does. */
export type SignalEvent = Envelope & (${names(schema.events, "Event")});
`);
  return out.join("");
}

function tableField(field) {
  const parts = [field.id, quote(field.name), quote(field.type), field.optional ? 1 : 0];
  if (field.of) parts.push(field.of);
  return `    [${parts.join(", ")}],`;
}

function tables(name, items) {
  const entries = items.map(
    (item) =>
      `  {\n    kind: ${quote(item.name)},\n    code: ${item.code},\n    fields: [\n${item.fields
        .map((field) => `  ${tableField(field)}`)
        .join("\n")}\n    ],\n  },`,
  );
  return `\nexport const ${name}: readonly RecordTable[] = [\n${entries.join("\n")}\n];\n`;
}

/** What the codec reads: enumerations and fields by number. */
export function tsTables(schema, { statuses, messageBytes }) {
  const core = schema.events.filter((event) => event.source !== "tag");
  const used = new Set(
    [...core, ...schema.inputs].flatMap(({ fields }) => fields.map((f) => f.of)),
  );
  const enums = Object.entries(schema.enums).filter(([name]) => used.has(name));
  return `${banner("//")}// Enumerations and field numbers, in order of number. How they become bytes: core/event/FORMAT.md.

export const schemaVersion = ${schema.version};

/** limits::kMessageBytes of core/base/limits.h. */
export const messageBytes = ${messageBytes};

/** Status of core/base/status.h by number. */
export const statusNames = [${statuses.map(quote).join(", ")}] as const;

export type FieldKind = "uint" | "int" | "bool" | "score" | "enum" | "set" | "counts";

/** Number, name, kind, whether it may be absent, names of its enumeration. */
export type FieldTable = readonly [number, string, FieldKind, 0 | 1, (readonly string[])?];

export interface RecordTable {
  readonly kind: string;
  readonly code: number;
  readonly fields: readonly FieldTable[];
}

${enums.map(([name, { values }]) => `export const ${name} = [${values.map(quote).join(", ")}] as const;`).join("\n")}
${tables("eventTables", core)}${tables("inputTables", schema.inputs)}`;
}

/** OpenTelemetry attribute names, for the formats. */
export function tsAttributes(schema) {
  const names = new Map();
  const scores = new Set();
  for (const field of [schema.envelope, ...schema.events].flatMap(({ fields }) => fields)) {
    const known = names.get(field.name);
    if (
      known !== undefined &&
      (known !== field.attribute || scores.has(field.name) !== (field.type === "score"))
    ) {
      throw new Error(`${field.name}: one name, two meanings`);
    }
    names.set(field.name, field.attribute);
    if (field.type === "score") scores.add(field.name);
  }
  const told = [...names].filter(([name, attribute]) => attribute !== `chat.${name}`);
  return `${banner("//")}// Attribute names of fields (schema.json, "attribute").

/** Attribute of a field, where it is not "chat." and its name; "" = none, it has a place of its own. */
export const attributes: Readonly<Record<string, string>> = {
${told.map(([name, attribute]) => `  ${name}: ${quote(attribute)},`).join("\n")}
};

/** Fields in hundredths. */
export const scores: ReadonlySet<string> = /* @__PURE__ */ new Set([
${[...scores].map((name) => `  ${quote(name)},`).join("\n")}
]);
`;
}
