// `npx undertone`: what needs ONNX Runtime outside a browser.

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import vocabulary from "undertone-deep-pieces";
import { version } from "../version.ts";
import { checkModel } from "./checkModel.ts";
import { createDeepener } from "./deepen.ts";
import { guarded, unreadable } from "./guard.ts";
import { linesOf } from "./lines.ts";
import { score } from "./score.ts";
import { loadRuntime } from "./session.ts";

const kUsage = `usage:
  undertone check-model FILE [--labels a,b,c]   does a model of your own keep the contract?
  undertone score --deep MODEL [FILE...]        scores conversations as a browser with the deep tier would;
                                                \`undertone score --help\` of the native command has the rest
  undertone deep [--deep MODEL] < in > out      only adds what the deep model says of doubtful turns
`;

/** check-model's own process. */
const kLook = "look-at-model";

/** The value of an option, taken out of the arguments. */
function option(args: string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args.splice(at, 2)[1];
}

function check(args: string[]): number {
  const labels = option(args, "--labels") ?? "";
  const [path] = args;
  if (!path) return usage();
  const problem = unreadable(path);
  if (problem) {
    console.error(`undertone check-model: ${path}: ${problem}`);
    return 2;
  }
  const status = guarded([kLook, path, labels]);
  if (status === 0 || status === 1) return status;
  console.log("wrong: ONNX Runtime hangs or breaks down with it");
  console.log("not usable");
  return 1;
}

async function look([path = "", labels = ""]: string[]): Promise<number> {
  const header = new DataView(vocabulary.buffer, vocabulary.byteOffset);
  // models/deep/FORMAT.md
  const pieces = 16 + header.getUint32(16, true) + header.getUint32(20, true);
  const names = labels.split(",").filter(Boolean);
  const { problems, facts } = await checkModel(
    await loadRuntime(),
    pieces,
    await readFile(path),
    names,
  );
  for (const fact of facts) console.log(fact);
  for (const problem of problems) console.log(`wrong: ${problem}`);
  console.log(problems.length === 0 ? "good" : "not usable");
  return problems.length === 0 ? 0 : 1;
}

/** Passes on what it cannot read: `undertone score` says what is wrong with it. */
async function deepen(args: string[]): Promise<number> {
  const path = option(args, "--deep") ?? new URL("undertone-deep-en.onnx", import.meta.url);
  if (args.length > 0) return usage();
  const deepen = await readFile(path)
    .then(createDeepener)
    .catch(() => undefined);
  if (!deepen) {
    console.error(`undertone deep: ${path} is no deep model, or cannot be read`);
    return 2;
  }
  const { stdin, stdout } = process;
  // Who reads no more, as `head`, has what it wanted.
  stdout.on("error", () => process.exit(0));
  for await (const line of linesOf(stdin)) {
    let out: Uint8Array | string = line;
    try {
      const text = line
        .toString()
        .replace(/^\ufeff/, "")
        .trimEnd();
      const messages = await deepen(JSON.parse(text).messages);
      // The last member of a name counts. What else is in the line stays as it was written: an id may
      // have more digits than a number here.
      if (messages.some(({ deep }) => deep))
        out = `${text.slice(0, -1)},"messages":${JSON.stringify(messages)}}\n`;
    } catch {}
    if (!stdout.write(out)) await once(stdout, "drain");
  }
  return 0;
}

function usage(): number {
  process.stderr.write(kUsage);
  return 2;
}

const [name, ...args] = process.argv.slice(2);
if (name === "check-model") process.exitCode = check(args);
else if (name === kLook) process.exitCode = await look(args).catch(() => 3);
else if (name === "deep") process.exitCode = await deepen(args);
else if (name === "score") process.exitCode = await score(args);
else if (name === "--help" || name === "-h") process.stdout.write(kUsage);
else if (name === "--version") console.log(`undertone ${version}`);
else process.exitCode = usage();
