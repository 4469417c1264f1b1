// How well topics by example sentences do: intents of public data as a site's taxonomy.
//   node models/topics.mjs --data DATA [--examples 12] [path of the command undertone]
// Examples come from the training split, messages from the other one (of banking77: from the rest).
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: "string", default: process.env.UNDERTONE_DATA },
    examples: { type: "string", default: "12" },
  },
});
const [command = "build/release/undertone"] = positionals;
const perLabel = Number(values.examples);
if (!values.data) throw new Error("node models/topics.mjs --data DATA");

const rowsOf = (name) =>
  gunzipSync(readFileSync(join(values.data, "intent", `${name}.jsonl.gz`)))
    .toString()
    .trim()
    .split("\n")
    .map(JSON.parse);

/** Of no label: clinc150 has such messages. */
const isOutside = (label) => /^(oos|out_of_scope)$/.test(label);

function score(taxonomy, messages) {
  const scratch = mkdtempSync(join(tmpdir(), "undertone-"));
  try {
    const path = join(scratch, "taxonomy.json");
    writeFileSync(path, JSON.stringify(taxonomy));
    const input = messages
      .map(({ text }, id) => JSON.stringify({ id, messages: [{ role: "user", text }] }))
      .join("\n");
    const options = { input: `${input}\n`, maxBuffer: 2 ** 30 };
    const output = execFileSync(command, ["score", "--taxonomy", path], options);
    const lines = output.toString().trim().split("\n");
    return lines.map((line) => JSON.parse(line).messages[0].topic);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

const share = (part, whole) => (whole === 0 ? "-" : (part / whole).toFixed(3));

for (const name of ["banking77", "clinc150", "hwu64"]) {
  const rest = [];
  const taxonomy = {};
  for (const row of rowsOf(`${name}.train`)) {
    if (isOutside(row.label)) continue;
    taxonomy[row.label] ??= [];
    if (taxonomy[row.label].length < perLabel) taxonomy[row.label].push(row.text);
    else rest.push(row);
  }
  const messages = name === "banking77" ? rest : rowsOf(`${name}.dev`);
  const topics = score(taxonomy, messages);
  let [inside, named, right, outside, none] = [0, 0, 0, 0, 0];
  messages.forEach(({ label }, at) => {
    const hasTopic = topics[at] !== "none";
    if (isOutside(label)) {
      outside += 1;
      none += hasTopic ? 0 : 1;
    } else {
      inside += 1;
      named += hasTopic ? 1 : 0;
      right += topics[at] === label ? 1 : 0;
    }
  });
  const labels = Object.keys(taxonomy).length;
  console.log(
    `${name.padEnd(10)} ${labels} labels, ${inside} messages: named ${share(named, inside)}, ` +
      `right of these ${share(right, named)}, right of all ${share(right, inside)}; ` +
      `of no label ${outside}: none ${share(none, outside)}`,
  );
}
