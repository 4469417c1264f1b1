// A long run of all fuzz targets before a release, one after the other in turns, and what each did.
//
//   cmake --preset asan && cmake --build --preset asan && node tests/fuzz/long.mjs MINUTES [FOLDER]
//
// FOLDER (build/fuzz without) keeps each target's corpus between runs, and what it found.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const end = Date.now() + Number(process.argv[2] ?? 60) * 60_000;
const folder = process.argv[3] ?? join(root, "build/fuzz");

/** Seconds of a turn, and the longest input: fast targets get more, as their executions cost less. */
const targets = {
  utf8_fuzz: [120, 48],
  language_fuzz: [120, 64],
  pieces_fuzz: [60, 128],
  pii_fuzz: [180, 192],
  tokenizer_fuzz: [60, 128],
  snapshot_fuzz: [40, 512],
  event_fuzz: [30, 128],
  pii_model_fuzz: [30, 256],
  model_fuzz: [20, 256],
};

const totals = Object.fromEntries(
  Object.keys(targets).map((name) => [name, { executions: 0, edges: 0, findings: 0 }]),
);

function turn(name, [seconds, longest]) {
  const corpus = join(folder, name);
  mkdirSync(corpus, { recursive: true });
  const left = Math.ceil((end - Date.now()) / 1000);
  const dictionary = name === "pii_fuzz" ? [`-dict=${join(root, "tests/fuzz/pii_fuzz.dict")}`] : [];
  const { status, stderr } = spawnSync(
    join(root, "build/asan/tests/fuzz", name),
    [
      `-max_total_time=${Math.min(seconds, left)}`,
      `-max_len=${longest}`,
      "-print_final_stats=1",
      `-artifact_prefix=${folder}/${name}-`,
      ...dictionary,
      corpus,
    ],
    { encoding: "utf8", maxBuffer: 1 << 28 },
  );
  const number = (pattern) => Number([...stderr.matchAll(pattern)].pop()?.[1] ?? 0);
  totals[name].executions += number(/number_of_executed_units: (\d+)/g);
  totals[name].edges = number(/cov: (\d+)/g);
  if (status !== 0) totals[name].findings += 1;
}

while (Date.now() < end) {
  for (const [name, given] of Object.entries(targets)) {
    if (Date.now() < end) turn(name, given);
  }
}
console.table(totals);
const all = Object.values(totals);
const sum = (key) => all.reduce((total, one) => total + one[key], 0);
console.log(`${sum("executions")} executions, ${sum("findings")} findings`);
process.exitCode = sum("findings") > 0 ? 1 : 0;
