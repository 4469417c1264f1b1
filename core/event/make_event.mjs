// Writes every form of schema.json: run it after each change there. `--check DIR` writes below DIR
// instead, for the freshness test.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cppRecords, cppVocabulary } from "./generate/cpp.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const target = process.argv[2] === "--check" ? process.argv[3] : root;
const schema = JSON.parse(readFileSync(join(root, "core/event/schema.json"), "utf8"));

const outputs = {
  "core/base/vocabulary.gen.h": cppVocabulary(schema),
  "core/event/event.gen.h": cppRecords(schema),
};
for (const [path, text] of Object.entries(outputs)) {
  const file = join(target, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
