// One SDK through one scenario.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { startReceiver } from "./receiver.ts";
import type { Scenario } from "./scenarios.ts";

/** How long after the last page a tag may still deliver. */
const kPatienceMs = 35_000;

const here = fileURLToPath(new URL(".", import.meta.url));
const tag = join(here, "../../../tag/src/index.ts");

/** What a play needs of a page. */
export interface Stage {
  goto(url: string): Promise<unknown>;
  evaluate<Args extends unknown[], R>(body: (...args: Args) => R, ...args: Args): Promise<unknown>;
}

interface Scope {
  say(count: number, page: number): string[];
}

export interface Result {
  sent: number;
  received: number;
  /** events that came more than once, each time under the same id */
  repeated: number;
}

/** A page's script: `say(count, page)` tells events by the SDK and returns the ids to look for. */
export async function bundle(name: string): Promise<string> {
  const contents = `import { sdk } from "./sdks/${name}.ts";
const tell = sdk(location.origin);
globalThis.say = (count, page) => Array.from({ length: count }, (_, i) => tell("bench-" + page + "-" + i + "-end"));`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: here, loader: "ts" },
    bundle: true,
    minify: true,
    format: "iife",
    platform: "browser",
    logLevel: "error",
    write: false,
    alias: { undertone: tag },
    external: ["./undertone-*"],
  });
  return outputFiles[0]?.text ?? "";
}

export async function play(
  page: Stage,
  script: string,
  { messages, pages, answer }: Scenario,
): Promise<Result> {
  const { url, times, stop } = await startReceiver(script, answer);
  try {
    const sent: string[] = [];
    const say = async (round: number): Promise<void> => {
      const told = await page.evaluate(
        (count, k) => (globalThis as unknown as Scope).say(count, k),
        messages,
        round,
      );
      sent.push(...(told as string[]));
    };
    await page.goto(`${url}/chat`);
    for (let round = 0; round < Math.max(1, pages); ++round) {
      await say(round);
      if (pages === 0) break;
      await page.goto(`${url}/elsewhere`);
      await page.goto(`${url}/chat`);
    }
    const deadline = Date.now() + kPatienceMs;
    const received = (): string[] => sent.filter((id) => times.has(id));
    while (received().length < sent.length && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    const repeated = sent.filter((id) => (times.get(id) ?? 0) > 1).length;
    return { sent: sent.length, received: received().length, repeated };
  } finally {
    await page.goto("about:blank").catch(() => {});
    stop();
  }
}
