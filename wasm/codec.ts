// Event bytes -> records and input records -> bytes, driven by the tables of abi.gen.ts.
// The format: core/event/FORMAT.md.
import { eventTables, type FieldTable, inputTables, type RecordTable } from "./abi.gen.ts";
import { FormatError } from "./error.ts";
import type { CoreEvent, Input } from "./event.gen.ts";

type Value = number | boolean | string | string[] | Record<string, number>;

class Reader {
  at = 0;
  constructor(readonly bytes: Uint8Array) {}

  uint(): number {
    let value = 0;
    for (let factor = 1; factor <= 2 ** 28; factor *= 128) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new FormatError("truncated");
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
    throw new FormatError("varint too long");
  }

  int(): number {
    const value = this.uint();
    return value & 1 ? -(value + 1) / 2 : value / 2;
  }
}

function nameAt(names: readonly string[], index: number): string {
  const name = names[index];
  if (name === undefined) throw new FormatError("value out of range");
  return name;
}

function readValue(reader: Reader, [, , kind, , names = []]: FieldTable): Value {
  switch (kind) {
    case "uint":
      return reader.uint();
    case "int":
    case "score":
      return reader.int();
    case "bool":
      return reader.uint() === 1;
    case "enum":
      return nameAt(names, reader.uint());
    case "set": {
      const bits = reader.uint();
      return names.filter((_, i) => Math.floor(bits / 2 ** i) % 2 === 1);
    }
    case "counts": {
      const counts: Record<string, number> = {};
      for (let left = reader.uint(); left > 0; --left) {
        const name = nameAt(names, reader.uint());
        counts[name] = reader.uint();
      }
      return counts;
    }
  }
}

/** What a field that was left out stands for. */
function zero([, , kind, , names = []]: FieldTable): Value {
  if (kind === "bool") return false;
  if (kind === "enum") return nameAt(names, 0);
  if (kind === "set") return [];
  if (kind === "counts") return {};
  return 0;
}

function readRecord(reader: Reader, table: RecordTable): Record<string, Value> {
  const end = reader.uint() + reader.at;
  if (end > reader.bytes.length) throw new FormatError("truncated");
  const record: Record<string, Value> = { kind: table.kind };
  let next = reader.at < end ? reader.uint() : 0;
  for (const field of table.fields) {
    const [id, name, , optional] = field;
    if (id === next) {
      record[name] = readValue(reader, field);
      next = reader.at < end ? reader.uint() : 0;
    } else if (!optional) {
      record[name] = zero(field);
    }
  }
  if (next !== 0 || reader.at !== end) throw new FormatError("unknown field");
  return record;
}

/** Reads the events of one output, in order. */
export function decodeEvents(bytes: Uint8Array): CoreEvent[] {
  const reader = new Reader(bytes);
  const events: CoreEvent[] = [];
  while (reader.at < bytes.length) {
    const code = reader.uint();
    const table = eventTables.find((entry) => entry.code === code);
    if (!table) throw new FormatError("unknown event");
    // The tables and the types come from one schema.
    events.push(readRecord(reader, table) as unknown as CoreEvent);
  }
  return events;
}

function pushUint(out: number[], value: number): void {
  // Numbers come from pages and clocks: what is no count becomes the nearest one.
  let rest = Math.min(Math.max(Math.floor(value) || 0, 0), 2 ** 32 - 1);
  for (; rest >= 128; rest = Math.floor(rest / 128)) out.push((rest % 128) + 128);
  out.push(rest);
}

/** Input records have only numbers and enumerations. */
export function encodeInput(input: Input): Uint8Array<ArrayBuffer> {
  const table = inputTables.find((entry) => entry.kind === input.kind);
  if (!table) throw new FormatError("unknown input");
  const given = input as unknown as Record<string, number | string | undefined>;
  const body: number[] = [];
  for (const [id, name, , optional, names] of table.fields) {
    const value = given[name];
    if (value === undefined) continue;
    const number = names ? names.indexOf(String(value)) : Number(value);
    if (names && number < 0) throw new FormatError(`${name}: value out of range`);
    if (number === 0 && !optional) continue;
    pushUint(body, id);
    pushUint(body, number);
  }
  const out: number[] = [];
  pushUint(out, table.code);
  pushUint(out, body.length);
  return Uint8Array.from([...out, ...body]);
}
