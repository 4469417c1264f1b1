// Recall, false alarms and time of redaction, ours beside other packages on the same sentences.
//
//   node --import tsx tests/bench/pii/bench.ts [PACKAGE...]
import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { plainMessages } from "./plain.ts";
import type { Redact } from "./rival.ts";
import { hiddenEmail, keyworded, likeSecrets, secrets, sentences, validated } from "./sentences.ts";

const folder = new URL("rivals/", import.meta.url);
const asked = process.argv.slice(2);
const packages = readdirSync(folder)
  .map((file) => basename(file, ".ts"))
  .filter((name) => asked.length === 0 || asked.includes(name));

/** A value counts as hidden if it no longer stands in the output. */
const sets = {
  validated: sentences(validated, 20),
  secrets: sentences(secrets, 40),
  "hidden mail": sentences([hiddenEmail], 100),
  keyworded: sentences(keyworded, 20),
};
const plain = plainMessages(1000);
const alike = likeSecrets(300);
const messages = [...plain, ...sets.validated.map(({ text }) => text)];

const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;

async function recall(redact: Redact, set: readonly (typeof sets.validated)[number][]) {
  const missed = new Map<string, number>();
  for (const { text, type, value } of set) {
    if ((await redact(text)).includes(value)) missed.set(type, (missed.get(type) ?? 0) + 1);
  }
  const total = [...missed.values()].reduce((sum, count) => sum + count, 0);
  return { hidden: share(set.length - total, set.length), missed };
}

/** Messages that come out changed although nothing is in them. */
async function alarms(redact: Redact, texts: readonly string[]) {
  let count = 0;
  for (const text of texts) count += (await redact(text)) === text ? 0 : 1;
  return share(count, texts.length);
}

async function microseconds(redact: Redact) {
  for (const text of messages.slice(0, 500)) await redact(text);
  const begin = performance.now();
  for (const text of messages) await redact(text);
  return ((performance.now() - begin) * 1000) / messages.length;
}

const bytes = messages.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
console.log(`Node ${process.version}, ${Math.round(bytes / messages.length)} bytes a message`);
const table: Record<string, Record<string, string>> = {};
for (const name of packages) {
  const { redact } = (await import(new URL(`${name}.ts`, folder).href)) as { redact: Redact };
  const row: Record<string, string> = {};
  for (const [set, values] of Object.entries(sets)) {
    const { hidden, missed } = await recall(redact, values);
    row[set] = hidden;
    if (missed.size > 0 && set === "validated") {
      console.log(
        `${name}, missed by type: ${[...missed].map(([t, n]) => `${t} ${n}`).join(", ")}`,
      );
    }
  }
  row["false, plain"] = await alarms(redact, plain);
  row["false, like secrets"] = await alarms(redact, alike);
  row["us a message"] = (await microseconds(redact)).toFixed(1);
  table[name] = row;
}
console.table(table);
