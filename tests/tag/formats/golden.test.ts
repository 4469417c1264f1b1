// Each format's request for the same five events, to the byte: tests/golden/bodies/.
//
//   node --import tsx tests/tag/formats/golden.test.ts --write     after a change that is meant
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import type { FormatName } from "../../../tag/src/formats/format.ts";
import { formats } from "../../../tag/src/formats/formats.ts";
import {
  assistantMessage,
  conversation,
  moment,
  sealed,
  startMs,
  userMessage,
} from "../support/events.ts";

const report = { kind: "tag", dropped: { rejected: 3 }, internal_errors: 0, retries: 2 } as const;
const events = [userMessage, assistantMessage, moment, conversation, report].map((core, i) =>
  sealed(core, {
    event_id: `018bcfe5-687b-7000-8000-00000000000${i}`,
    time_ms: startMs + i * 1000,
    observed_time_ms: startMs + i * 1000 + 7,
    sequence: i,
  }),
);

function requestOf(name: FormatName): string {
  const evaluations = name === "otlp";
  const format = formats[name]({ url: "", key: "key", evaluations });
  const fragments = events.map((event) => format.fragmentOf(event));
  const context = { app: "support-bot", sentAtMs: startMs + 9000 };
  const { body, headers = {} } = format.bodyOf(fragments, events, context);
  const head = Object.entries(headers).map(([header, value]) => `${header}: ${value}\n`);
  return `${head.join("")}\n${body.trimEnd()}\n`;
}

for (const name of Object.keys(formats) as FormatName[]) {
  const file = new URL(`../../golden/bodies/${name}.http`, import.meta.url);
  if (process.argv.includes("--write")) writeFileSync(file, requestOf(name));
  else {
    test(`${name}: the request is the golden one`, () =>
      assert.equal(requestOf(name), readFileSync(file, "utf8")));
  }
}
