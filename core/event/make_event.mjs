// Writes every form of schema.json: run it after each change there.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkSchema } from "./generate/check.mjs";
import { clickhouse } from "./generate/clickhouse.mjs";
import { cppRecords, cppVocabulary } from "./generate/cpp.mjs";
import { eventsDocument, jsonSchema } from "./generate/documents.mjs";
import { igluSchemas } from "./generate/iglu.mjs";
import { tsAttributes, tsTables, tsTypes } from "./generate/ts.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const schema = JSON.parse(readFileSync(join(root, "core/event/schema.json"), "utf8"));
checkSchema(schema);
const statusHeader = readFileSync(join(root, "core/base/status.h"), "utf8");
const statuses = [...statusHeader.matchAll(/case Status::\w+:\s*return "([^"]+)"/g)].map(
  (m) => m[1],
);

const limits = readFileSync(join(root, "core/base/limits.h"), "utf8");
const messageBytes = (/kMessageBytes = ([\d *]+);/.exec(limits)?.[1] ?? "")
  .split("*")
  .reduce((product, factor) => product * Number(factor), 1);
if (!(messageBytes > 1)) throw new Error("kMessageBytes is not a product of numbers");

const outputs = {
  "core/base/vocabulary.gen.h": cppVocabulary(schema),
  "core/event/event.gen.h": cppRecords(schema),
  "core/event/event.schema.gen.json": jsonSchema(schema),
  "core/event/EVENTS.gen.md": eventsDocument(schema),
  "core/event/clickhouse.gen.sql": clickhouse(schema),
  "core/event/iglu.gen.json": igluSchemas(schema),
  "wasm/event.gen.ts": tsTypes(schema),
  "wasm/abi.gen.ts": tsTables(schema, { statuses, messageBytes }),
  "wasm/attributes.gen.ts": tsAttributes(schema),
};
for (const [path, text] of Object.entries(outputs)) writeFileSync(join(root, path), text);
