// What an event costs on the wire: its share of a compressed batch of 20, from real chats with real
// scores. The table in tag/collectors/README.md is what this measures.
//
//   node --import tsx tests/tag/formats/size.test.ts --write     puts the sizes into that table
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { before, mock, test } from "node:test";
import { gzipSync } from "node:zlib";
import { uuidV7 } from "../../../tag/src/event/randomId.ts";
import type { SealedEvent } from "../../../tag/src/event/seal.ts";
import type { FormatName } from "../../../tag/src/formats/format.ts";
import { formats } from "../../../tag/src/formats/formats.ts";
import { Engine } from "../../../wasm/index.ts";
import { goldenDialogues } from "../../support/dialogues.ts";
import { loadModels } from "../../support/models.ts";
import { sources } from "../../wasm/modules.ts";
import { sealed, startMs } from "../support/events.ts";

const kBatch = 20;
/** OTLP's is promised. */
const kOtlpBytes = 120;
/** Another model gives other scores, and these a few bytes more or less. */
const kTolerance = 0.05;

/** As long as random ids and as hard to compress, but the same in every run. */
function hexDigits(count: number, seed: number): string {
  let state = (seed + 1) * 2_654_435_761;
  const digit = (): string => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 28).toString(16);
  };
  return Array.from({ length: count }, digit).join("");
}

/** Chats one after the other in one session, cut into batches; summaries as a queue keeps them. */
async function batches(): Promise<SealedEvent[][]> {
  const engine = await Engine.load(sources.wasm_simd);
  loadModels(engine);
  const events: SealedEvent[] = [];
  // Ids as the tag makes them, but the same in every run.
  const fill = (bytes: Uint8Array): Uint8Array => {
    bytes.set(Buffer.from(hexDigits(2 * bytes.length, events.length), "hex"));
    return bytes;
  };
  const random = mock.method(crypto, "getRandomValues", fill as never);
  let beginMs = startMs;
  for (const [number, { messages }] of goldenDialogues().slice(0, 40).entries()) {
    const conversation = engine.newConversation();
    const told = messages.flatMap(({ role, text, time_ms }) => {
      const latency_ms = 600 + ((time_ms * 7) % 2900);
      const input = { kind: "message", role, time_ms, ...(role === "assistant" && { latency_ms }) };
      return engine
        .push(conversation, input as never, text)
        .events.map((event) => ({ event, time_ms: beginMs + time_ms }));
    });
    engine.deleteConversation(conversation);
    const last = told.at(-1)?.event;
    for (const { event, time_ms } of told) {
      if (event.kind === "conversation" && event !== last) continue;
      events.push(
        sealed(event, {
          event_id: uuidV7(time_ms),
          time_ms,
          observed_time_ms: time_ms + 11 + (events.length % 7),
          sequence: events.length,
          session_id: hexDigits(32, 999_983),
          conversation_id: hexDigits(32, 500_000 + number),
          trace_id: undefined as never,
          span_id: undefined as never,
        }),
      );
    }
    beginMs += 600_000 + number * 7919;
  }
  random.mock.restore();
  const count = Math.floor(events.length / kBatch);
  return Array.from({ length: count }, (_, i) => events.slice(i * kBatch, (i + 1) * kBatch));
}

/** Bytes an event, on average over the batches: compressed and as they are. */
function shareOf(name: FormatName, all: readonly SealedEvent[][]): [zipped: number, plain: number] {
  const format = formats[name]({ url: "", key: "key" });
  let zipped = 0;
  let plain = 0;
  for (const events of all) {
    const fragments = events.map((event) => format.fragmentOf(event));
    const { body } = format.bodyOf(fragments, events, { app: "support-bot", sentAtMs: startMs });
    zipped += gzipSync(body).length;
    plain += body.length;
  }
  const count = all.length * kBatch;
  return [Math.round(zipped / count), Math.round(plain / count)];
}

const readme = new URL("../../../tag/collectors/README.md", import.meta.url);
const row = /^\| `(\w+)` \| (\d+) \| (\d+) \|$/gm;
const text = readFileSync(readme, "utf8");

if (process.argv.includes("--write")) {
  const all = await batches();
  const measured = (_: string, name: string): string =>
    `| \`${name}\` | ${shareOf(name as FormatName, all).join(" | ")} |`;
  writeFileSync(readme, text.replace(row, measured));
} else {
  let all: SealedEvent[][];
  before(async () => {
    all = await batches();
  });

  test(`otlp: an event of every batch of ${kBatch} is under ${kOtlpBytes} bytes`, () => {
    assert.ok(all.length > 5);
    for (const batch of all) assert.ok(shareOf("otlp", [batch])[0] < kOtlpBytes);
  });

  const rows = new Map([...text.matchAll(row)].map(([, name, ...sizes]) => [name, sizes]));
  for (const name of Object.keys(formats) as FormatName[]) {
    test(`${name}: the table of sizes says what an event costs`, () => {
      const told = rows.get(name)?.map(Number) ?? [];
      for (const [i, bytes] of shareOf(name, all).entries())
        assert.ok(Math.abs((told[i] ?? 0) - bytes) <= bytes * kTolerance, `${bytes} bytes`);
    });
  }
}
