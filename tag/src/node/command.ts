// `npx undertone`: what needs ONNX Runtime outside a browser.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { checkModel } from "./checkModel.ts";
import { createDeepener } from "./deepen.ts";

const kUsage = `usage:
  undertone check-model FILE [--labels a,b,c]   does a model of your own keep the contract?
  undertone deep [--deep MODEL] < in > out      adds what the deep model says of doubtful turns to
                                                conversations, for \`undertone score\`
`;

/** The value of an option, taken out of the arguments. */
function option(args: string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args.splice(at, 2)[1];
}

async function check(args: string[]): Promise<number> {
  const labels = option(args, "--labels")?.split(",") ?? [];
  const [path] = args;
  if (!path) return usage();
  const file = await readFile(path).catch(() => undefined);
  if (!file) {
    console.error(`undertone check-model: ${path} cannot be read`);
    return 2;
  }
  const { problems, facts } = await checkModel(file, labels);
  for (const fact of facts) console.log(fact);
  for (const problem of problems) console.log(`wrong: ${problem}`);
  console.log(problems.length === 0 ? "good" : "not usable");
  return problems.length === 0 ? 0 : 1;
}

async function deepen(args: string[]): Promise<number> {
  const beside = new URL("undertone-deep-en.onnx", import.meta.url);
  const deepen = await createDeepener(await readFile(option(args, "--deep") ?? beside));
  let status = 0;
  let number = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    number += 1;
    try {
      const row = JSON.parse(line);
      process.stdout.write(`${JSON.stringify({ ...row, messages: await deepen(row.messages) })}\n`);
    } catch {
      // `undertone score` says what is wrong with it.
      console.error(`line ${number}: not a conversation`);
      process.stdout.write(`${line}\n`);
      status = 1;
    }
  }
  return status;
}

function usage(): number {
  process.stderr.write(kUsage);
  return 2;
}

const [name, ...args] = process.argv.slice(2);
if (name === "check-model") process.exitCode = await check(args);
else if (name === "deep") process.exitCode = await deepen(args);
else if (name === "--help") process.stdout.write(kUsage);
else process.exitCode = usage();
