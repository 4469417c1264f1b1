// Puts the codebook of themes into a language's model file: regions of what people ask for, found in
// the requests of public data. Again after every training, for themes are places in its space
// (models/pipeline.py does so):
//   node models/themes.mjs models/en/model.bin --data DATA [path of the command undertone]
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";

/** Requests of many fields; as many of each, so that none owns the codebook. */
const sets = {
  "intent/banking77.train": ({ text }) => [text],
  "intent/clinc150.train": ({ text }) => [text],
  "intent/hwu64.train": ({ text }) => [text],
  "intent/bitext8k.train": ({ text }) => [text],
  "intent/multidogo.train": ({ text }) => [text],
  "outcome/star.train": ({ turns }) =>
    turns.filter(({ role }) => role === "user").map(({ text }) => text),
};
const requestsPerSet = 7000;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { data: { type: "string", default: process.env.UNDERTONE_DATA } },
});
const [file, command = "build/release/undertone"] = positionals;
if (!file || !values.data) {
  throw new Error("node models/themes.mjs models/en/model.bin --data DATA");
}

function requestsOf(set, textsOf) {
  const rows = gunzipSync(readFileSync(join(values.data, `${set}.jsonl.gz`)))
    .toString()
    .trim()
    .split("\n");
  const texts = rows.flatMap((row) => textsOf(JSON.parse(row)));
  const step = Math.max(1, texts.length / requestsPerSet);
  return Array.from(
    { length: Math.floor(texts.length / step) },
    (_, i) => texts[Math.floor(i * step)],
  );
}

const lines = Object.entries(sets)
  .flatMap(([set, textsOf]) => requestsOf(set, textsOf))
  .map((text, id) => JSON.stringify({ id, messages: [{ role: "user", text }] }));
const { status, error } = spawnSync(command, ["topics", "codebook", "--into", file], {
  input: `${lines.join("\n")}\n`,
  stdio: ["pipe", "inherit", "inherit"],
});
if (error) throw error;
process.exitCode = status ?? 1;
