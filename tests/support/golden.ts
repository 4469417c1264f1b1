// The conversations of tests/golden.
import { readdirSync, readFileSync } from "node:fs";
import type { Input } from "../../wasm/index.ts";

const folder = new URL("../golden/", import.meta.url);

export interface Step {
  readonly input: Input;
  readonly text: string;
}

type Written = Input & { text?: string | [string, number][] };

export const names: readonly string[] = readdirSync(folder)
  .flatMap((file) => /^(\w+)\.inputs\.json$/.exec(file)?.[1] ?? [])
  .sort();

export const fileOf = (name: string, kind: string): URL => new URL(`${name}.${kind}`, folder);

/** The inputs of a conversation in order. */
export function stepsOf(name: string): Step[] {
  const written = JSON.parse(readFileSync(fileOf(name, "inputs.json"), "utf8")) as Written[];
  return written.map(({ text = "", ...input }) => ({
    input: input as Input,
    text:
      typeof text === "string" ? text : text.map(([part, count]) => part.repeat(count)).join(""),
  }));
}

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
