// From outputs of a model to scores, which turns are doubtful, and files that are checked.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { afterEach, describe, it, mock } from "node:test";
import type { UserMessageEvent } from "@undertone/wasm";
import { type Cuts, doubtful } from "../../../tag/src/deep/doubtful.ts";
import { deepScores } from "../../../tag/src/deep/worker/deepScores.ts";
import { fetchChecked } from "../../../tag/src/deep/worker/fetchChecked.ts";
import { createScorer } from "../../../tag/src/deep/worker/scorer.ts";
import { settle } from "../support/page.ts";

const cuts: Cuts = { margin: 30, frustration: [25, 60], rephrase: [15, 60] };
const same = { slope: 10, offset: -5 };

describe("a doubtful turn", () => {
  const sure = {
    sentiment_label: "neutral",
    frustration_score: 0,
    rephrase_score: 0,
    length_tokens: 6,
  };
  for (const [what, given, margin, expected] of [
    ["a sure one", {}, 80, false],
    ["nearly negative", {}, 20, true],
    ["nearly frustrated", { frustration_score: 40 }, 80, true],
    ["perhaps asked before", { rephrase_score: 30 }, 80, true],
    ["one word", { length_tokens: 1 }, 20, false],
    ["another language", { sentiment_label: "unscored" }, 0, false],
  ] as const) {
    it(`${what}: ${expected ? "yes" : "no"}`, () => {
      assert.equal(doubtful({ ...sure, ...given } as UserMessageEvent, margin, cuts), expected);
    });
  }
});

describe("scores of a deep model", () => {
  const outputs = new Array<number>(37).fill(0.5);

  it("are the outputs, and the likeness to earlier turns as probabilities", () => {
    const scores = deepScores(
      outputs,
      [1, 0],
      [
        [1, 0],
        [0, 1],
      ],
      same,
    );
    assert.equal(scores?.length, 35);
    assert.deepEqual(scores?.slice(0, 32), outputs.slice(0, 32));
    assert.ok((scores?.[32] ?? 0) > 0.99 && (scores?.[33] ?? 1) < 0.01);
    assert.ok((scores?.[33] ?? 0) > 0);
    assert.equal(scores?.[34], 0);
  });

  it("are none where an output is no probability, or too few came", () => {
    assert.equal(
      deepScores([...outputs.slice(1), 1].fill(Number.NaN, 3, 4), [], [], same),
      undefined,
    );
    assert.equal(deepScores([3, ...outputs], [], [], same), undefined);
    assert.equal(deepScores([], [], [], same), undefined);
  });
});

describe("the scorer", () => {
  it("asks once for each turn that later ones are compared with, and for the site's own label", async () => {
    const ran: string[] = [];
    const score = createScorer({
      split: ({ text, answer }) => [text.length, answer?.length ?? 0],
      run: async (ids) => {
        ran.push(ids.join());
        return { scores: new Array<number>(37).fill(0), meaning: [1] };
      },
      same,
      own: {
        run: async () => ({ scores: [0.1, 0.8, 0.1] }),
        model: { url: "", sha256: "", labels: ["a", "b", "c"] },
      },
    });
    const first = await score({ text: "xxx", answer: undefined, earlier: [] });
    const second = await score({ text: "xxxx", answer: "y", earlier: ["xxx"] });
    assert.equal(first?.topic, 2);
    assert.ok((second?.scores[32] ?? 0) > 0.9);
    assert.deepEqual(ran, ["3,0", "4,1"]);
  });
});

describe("a checked file", () => {
  const body = new TextEncoder().encode("weights");
  const sha256 = createHash("sha256").update(body).digest("hex");
  afterEach(() => mock.restoreAll());

  it("is what it should be", async () => {
    mock.method(globalThis, "fetch", async () => new Response(body));
    const bytes = await fetchChecked({ url: "https://a.example/m", sha256 });
    assert.deepEqual(new Uint8Array(bytes), body);
  });

  it("is refused if it is another one or missing", async () => {
    mock.method(globalThis, "fetch", async () => new Response("other"));
    await assert.rejects(fetchChecked({ url: "https://a.example/m", sha256 }), /another file/);
    mock.method(globalThis, "fetch", async () => new Response("", { status: 404 }));
    await assert.rejects(fetchChecked({ url: "https://a.example/m", sha256 }), /not found/);
  });

  it("comes from the cache only if it is still right", async () => {
    const kept = new Map([["https://a.example/m", "damaged"]]);
    const cache = {
      match: async (url: string) => (kept.has(url) ? new Response(kept.get(url)) : undefined),
      put: async (url: string, response: Response) => void kept.set(url, await response.text()),
    };
    Object.assign(globalThis, { caches: { open: async () => cache } });
    const fetched = mock.method(globalThis, "fetch", async () => new Response(body));
    await fetchChecked({ url: "https://a.example/m", sha256 });
    await settle(); // it is kept while the caller goes on
    await fetchChecked({ url: "https://a.example/m", sha256 });
    assert.equal(fetched.mock.callCount(), 1);
    Object.assign(globalThis, { caches: undefined });
  });
});
