// How often the signals speak where they should, and where they should not:
//   node models/en/measure.mjs --data DIR [--command build/release/undertone] [--show SIGNAL]
// Plain requests give false alarms; sets of reactions to a bot give recall. --show prints the texts
// behind one number ("strong", "escalate", "churn", ...), for reading errors; keep them to yourself.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";

const { values: options } = parseArgs({
  options: {
    data: { type: "string", default: process.env.UNDERTONE_DATA },
    command: { type: "string", default: "build/release/undertone" },
    model: { type: "string", multiple: true, default: [] },
    show: { type: "string" },
    only: { type: "string" },
    most: { type: "string", default: "40" },
  },
});
if (!options.data) throw new Error("where are the data? --data DIR or UNDERTONE_DATA");

const RISKS = ["churn", "refund", "legal", "payment", "unavailable", "outage", "slow", "safety"];

/** Rows of a set. */
function rows(name) {
  const text = gunzipSync(readFileSync(join(options.data, `${name}.jsonl.gz`))).toString();
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** Scores conversations given as lists of [role, text]; gives the last message's signals. */
function score(conversations) {
  const lines = conversations.map((turns, id) =>
    JSON.stringify({ id, messages: turns.map(([role, text]) => ({ role, text })) }),
  );
  const args = ["score", ...options.model.flatMap((file) => ["--model", file])];
  const run = spawnSync(options.command, args, {
    input: `${lines.join("\n")}\n`,
    maxBuffer: 2 ** 31 - 1,
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(run.stderr || String(run.error));
  return run.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).messages.at(-1));
}

const told = {
  strong: (m) => m.frustration?.label === "strong",
  mild: (m) => m.frustration?.label === "mild",
  frustrated: (m) => m.frustration?.label === "mild" || m.frustration?.label === "strong",
  escalate: (m) => m.act === "escalate",
  cancel: (m) => m.act === "cancel",
  abuse: (m) => m.act === "abuse",
  positive: (m) => m.feedback === "positive",
  correction: (m) => m.feedback === "correction" || m.feedback === "correction_with_fix",
  clarification: (m) => m.feedback === "clarification",
  challenge: (m) => m.feedback === "challenge",
  fallback: (m) => m.fallback === true,
  refusal: (m) => m.refusal === true,
  handoff: (m) => m.handoff_offered === true || m.handoff_done === true,
  ...Object.fromEntries(RISKS.map((risk) => [risk, (m) => m.risk?.includes(risk) ?? false])),
};

/** Prints how many of `conversations` show each signal. */
function report(title, conversations, signals) {
  if (options.only && !title.includes(options.only)) return;
  const found = score(conversations);
  const parts = signals.map((signal) => {
    const hits = found.filter(told[signal]).length;
    return `${signal} ${hits} (${((1000 * hits) / found.length).toFixed(2)} in 1,000)`;
  });
  console.log(`${title}: ${found.length} messages; ${parts.join(", ")}`);
  if (!options.show) return;
  const shown = found
    .map((message, i) => [message, conversations[i]])
    .filter(([message]) => told[options.show]?.(message))
    .filter((_, i, all) => i % Math.ceil(all.length / Number(options.most)) === 0);
  for (const [message, turns] of shown) {
    console.log(`    ${turns.at(-1)[1].slice(0, 160)}   [${message.frustration?.cues ?? ""}]`);
  }
}

const plain = ["strong", "mild", "escalate", "cancel", "abuse", ...RISKS];
const single = (text) => [["user", text]];
for (const name of ["intent/clinc150.train", "intent/banking77.train", "intent/snips.train"]) {
  report(
    `false alarms, ${name}`,
    rows(name).map((row) => single(row.text)),
    plain,
  );
}
report(
  "false alarms, frustration/hwu64_feedback.train, plain requests",
  rows("frustration/hwu64_feedback.train")
    .filter((row) => row.label === "other")
    .map((row) => single(row.text)),
  plain,
);
report(
  "false alarms, dialogue_act/sgd_user.train",
  rows("dialogue_act/sgd_user.train").map((row) =>
    row.prev
      ? [
          ["assistant", row.prev],
          ["user", row.text],
        ]
      : single(row.text),
  ),
  plain,
);
report(
  "false alarms, intent/multidogo.train",
  rows("intent/multidogo.train").map((row) => single(row.text)),
  plain,
);

const reactions = rows("frustration/hwu64_feedback.train");
for (const label of new Set(reactions.map((row) => row.label))) {
  if (label === "other") continue;
  report(
    `after an answer, hwu64_feedback ${label}`,
    reactions
      .filter((row) => row.label === label)
      .map((row) => [
        ["user", "what is the weather in Paris"],
        ["assistant", "It is the 4th of May."],
        ["user", row.text],
      ]),
    ["frustrated", "positive", "correction", "clarification", "cancel", "abuse"],
  );
}
const handoff = rows("intent/human_handoff.train");
for (const label of [1, 0]) {
  report(
    `hand-off wanted = ${label}, human_handoff`,
    handoff.filter((row) => row.label === label).map((row) => single(row.text)),
    ["escalate", "frustrated"],
  );
}
const angry = rows("emotion/emocontext.train");
for (const label of ["angry", "others", "happy", "sad"]) {
  report(
    `emocontext ${label}`,
    angry
      .filter((row) => row.label === label)
      .map((row) => [
        ["user", row.context[0]],
        ["assistant", row.context[1]],
        ["user", row.text],
      ]),
    ["frustrated", "strong", "abuse"],
  );
}
const abuse = rows("toxicity/convabuse.train");
for (const label of new Set(abuse.map((row) => row.label))) {
  report(
    `convabuse ${label}`,
    abuse
      .filter((row) => row.label === label)
      .map((row) => [
        ["user", row.context.at(-2)],
        ["assistant", row.context.at(-1)],
        ["user", row.text],
      ]),
    ["strong", "frustrated", "abuse"],
  );
}
const breakdown = rows("breakdown/dbdc3_en.train");
for (const label of ["O", "X"]) {
  const turns = breakdown.flatMap(({ turns }) =>
    turns.flatMap((turn, i) =>
      turn.role === "user" && i >= 2 && turns[i - 1].label === label
        ? [
            [
              ["user", turns[i - 2].text],
              ["assistant", turns[i - 1].text],
              ["user", turn.text],
            ],
          ]
        : [],
    ),
  );
  report(`dbdc3 after ${label}`, turns, ["frustrated", "correction", "clarification", "challenge"]);
}
for (const [name, positive] of [
  ["fallback/sgd_failure.train", "failure"],
  ["fallback/star.train", "fallback"],
  ["refusal/xstest.train", "refuse"],
]) {
  const answers = rows(name);
  for (const is of [true, false]) {
    report(
      `${name} ${is ? "" : "not "}${positive}`,
      answers
        .filter((row) => (row.label === positive) === is)
        .map((row) => [
          ["user", row.prompt ?? "hello"],
          ["assistant", row.text],
        ]),
      ["fallback", "refusal", "handoff"],
    );
  }
}
