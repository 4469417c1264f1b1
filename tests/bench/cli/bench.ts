// Speed and memory of the command on many conversations: the golden ones, over and over.
//
//   node --import tsx tests/bench/cli/bench.ts [conversations, 100000 without]
//   node --import tsx tests/bench/cli/bench.ts --redact [megabytes, 32 without]
//
// And of redaction: a megabyte of lines for each thousand conversations, and the same without a break; or
// of redaction alone, of as much as is asked for. Memory has to stay what it was after the first tenth.
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { goldenDialogues } from "../../support/dialogues.ts";
import { plainMessages } from "../pii/plain.ts";

const command = fileURLToPath(new URL("../../../build/release/undertone", import.meta.url));
const [first, second] = process.argv.slice(2);
const redactOnly = first === "--redact";
const wanted = redactOnly ? 0 : Number(first ?? 100_000);
const megabytes = redactOnly ? Number(second ?? 32) : wanted / 1000;

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** Greatest memory so far, in MB. */
function peakOf(child: Child): number {
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
}

/** Sends `lines` until `count` are sent; the output goes to `take`. */
async function run(
  args: readonly string[],
  lines: readonly string[],
  count: number,
  take = (_: Buffer) => {},
) {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  child.stdout.on("data", take);
  const begin = performance.now();
  const peaks = [0, 0];
  for (let sent = 0; sent < count; sent += lines.length) {
    const part = lines.slice(0, count - sent);
    if (!child.stdin.write(part.join(""))) await once(child.stdin, "drain");
    peaks[sent < count / 10 ? 0 : 1] = peakOf(child);
  }
  child.stdin.end();
  const [status] = await once(child, "close");
  if (status !== 0) throw new Error(`status ${status}`);
  return { seconds: (performance.now() - begin) / 1000, peaks };
}

const show = (name: string, { seconds, peaks }: Awaited<ReturnType<typeof run>>, rate: string) => {
  const [early = 0, late = 0] = peaks.map((peak) => peak.toFixed(1));
  console.log(
    `${name}: ${seconds.toFixed(2)} s, ${rate}; ${early} MB after a tenth, ${late} MB at the end`,
  );
};

async function scoreAndReport() {
  const dialogues = goldenDialogues();
  const inputs = dialogues.map((dialogue) => `${JSON.stringify(dialogue)}\n`);
  const messages = dialogues.reduce((sum, dialogue) => sum + dialogue.messages.length, 0);
  const chunks: Buffer[] = [];
  await run(["score"], inputs, inputs.length, (chunk) => chunks.push(chunk));
  const scored = Buffer.concat(chunks)
    .toString()
    .trimEnd()
    .split("\n")
    .map((row) => `${row}\n`);

  const few = Math.round(wanted / 10);
  const score = await run(["score"], inputs, few);
  const perSecond = Math.round((few * messages) / dialogues.length / score.seconds);
  show(`score of ${few} conversations`, score, `${perSecond} messages/s`);
  const told: Buffer[] = [];
  const report = await run(["report", "--json", "-"], scored, wanted, (chunk) => told.push(chunk));
  const { conversations } = JSON.parse(Buffer.concat(told).toString());
  if (conversations !== wanted) throw new Error(`${conversations} conversations in the report`);
  show(
    `report on ${wanted} conversations`,
    report,
    `${Math.round(wanted / report.seconds)} a second`,
  );
}

if (!redactOnly) await scoreAndReport();
const lines = plainMessages(50_000).map((line) => `${line}\n`);
const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0);
const rounds = Math.max(1, Math.round((megabytes * 1e6) / bytes));
for (const [name, text] of [
  ["lines", lines.join("")],
  ["one line", lines.join("").replaceAll("\n", " ")],
] as const) {
  const redacted = await run(["redact"], [text], rounds);
  const rate = (rounds * bytes) / 1e6 / redacted.seconds;
  show(
    `redact of ${((rounds * bytes) / 1e6).toFixed(0)} MB, ${name}`,
    redacted,
    `${rate.toFixed(1)} MB/s`,
  );
}
