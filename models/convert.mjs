// Turns labelled dialogues of the data folder into the input of `undertone score`, one conversation
// a line; what is known of them goes into "attributes".
//
//   node models/convert.mjs DIR/outcome/star.dev.jsonl.gz > star.jsonl
//   node models/convert.mjs DIR/breakdown/dbdc3_en.train.jsonl.gz > dbdc3.jsonl
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const ROLES = new Set(["user", "assistant"]);

function convert(row) {
  const { id, turns, outcome, user_annoyed, user_confused, system } = row;
  return {
    id,
    messages: turns
      .filter((turn) => ROLES.has(turn.role))
      .map(({ role, text, label }) => ({ role, text, label })),
    attributes: { outcome, user_annoyed, user_confused, system },
  };
}

for (const path of process.argv.slice(2)) {
  const file = readFileSync(path);
  const text = (path.endsWith(".gz") ? gunzipSync(file) : file).toString("utf8");
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    process.stdout.write(`${JSON.stringify(convert(JSON.parse(line)))}\n`);
  }
}
