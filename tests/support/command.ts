// The native command, fed with dialogues.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type CoreEvent, decodeEvents } from "@undertone/wasm";
import type { Dialogue } from "./dialogues.ts";
import { repository } from "./repository.ts";

const kCommand = join(repository, "build/release/undertone");

/** What `undertone ARGS` says of `input`. */
export function command(input: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(kCommand, args, {
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  assert.equal(status, 0, error?.message ?? stderr);
  return stdout;
}

export const linesOf = (rows: readonly object[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join("");

const parsed = (text: string): unknown[] =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** Rows of `undertone score`. */
export const scoreNatively = (dialogues: readonly Dialogue[]): unknown[] =>
  parsed(command(linesOf(dialogues), "score"));

/** The events of each dialogue, as the core gives them when the site ends it. */
export function eventsNatively(dialogues: readonly Dialogue[]): CoreEvent[][] {
  const rows = parsed(command(linesOf(dialogues), "events", "--end", "site"));
  return (rows as { updates: string[] }[]).map(({ updates }) =>
    updates.flatMap((hex) => decodeEvents(Buffer.from(hex, "hex"))),
  );
}
