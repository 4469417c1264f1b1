// The deep worker seen from the page: whatever it does, every question is answered.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { createDeepModel, type DeepModelOptions } from "../../../tag/src/deep/deepModel.ts";
import { maySpend } from "../../../tag/src/deep/maySpend.ts";
import type { Finding, FromDeep, ToDeep } from "../../../tag/src/deep/protocol.ts";
import { settle as settled } from "../support/page.ts";

const question = { text: "hm", answer: undefined, earlier: [] };
const finding: Finding = { scores: [], topic: undefined };

class FakeWorker {
  readonly posted: ToDeep[] = [];
  isAlive = true;
  onmessage: ((message: { data: FromDeep }) => void) | undefined;
  onerror: ((event: Event) => void) | undefined;
  postMessage(message: ToDeep): void {
    this.posted.push(message);
  }
  terminate(): void {
    this.isAlive = false;
  }
  say(data: FromDeep): void {
    if (this.isAlive) this.onmessage?.({ data });
  }
}

function setUp(given: Partial<DeepModelOptions> = {}) {
  const workers: FakeWorker[] = [];
  let errors = 0;
  const file = { url: "", sha256: "" };
  const model = createDeepModel({
    start: (whole) => ({
      type: "start",
      runtime: { ...file, url: whole ? "whole" : "trimmed" },
      model: file,
      own: undefined,
    }),
    cuts: { margin: 0, frustration: [0, 0], rephrase: [0, 0] },
    language: "en",
    open() {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker as unknown as Worker;
    },
    all: false,
    eager: false,
    limitMs: 300,
    loadLimitMs: 60_000,
    idleMs: 120_000,
    may: async () => true,
    onError: () => {
      errors += 1;
    },
    ...given,
  });
  const told: (Finding | undefined)[] = [];
  const ask = () => model.ask(question, (found) => told.push(found));
  return { model, workers, told, ask, errors: () => errors };
}

/** A worker that is ready. */
async function ready(given: Partial<DeepModelOptions> = {}) {
  const all = setUp({ eager: true, ...given });
  await settled();
  const [worker] = all.workers;
  assert.ok(worker);
  worker.say({ type: "ready" });
  return { ...all, worker };
}

describe("the deep model", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  it("waits without end where the site says so: a timer over 2^31 ms would fire at once", async () => {
    mock.timers.reset(); // mocked ones wait as long as they are told
    const forever = Number.POSITIVE_INFINITY;
    const { model, worker } = await ready({ idleMs: forever, loadLimitMs: forever });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { isAlive } = worker;
    model.stop();
    assert.ok(isAlive);
  });

  it("comes with the first question, which is answered without it", async () => {
    const { workers, told, ask } = setUp();
    await settled();
    assert.equal(workers.length, 0);
    ask();
    assert.deepEqual(told, [undefined]);
    await settled();
    assert.equal(workers[0]?.posted[0]?.type, "start");
  });

  it("answers what is found, and nothing that comes too late", async () => {
    const { worker, told, ask, errors } = await ready();
    ask();
    worker.say({ type: "found", id: 1, finding });
    ask();
    mock.timers.tick(301);
    worker.say({ type: "found", id: 2, finding });
    assert.deepEqual(told, [finding, undefined]);
    assert.equal(errors(), 1);
  });

  it("gives up a worker that hangs three times in a row", async () => {
    const { model, worker, told, ask, errors } = await ready();
    for (let i = 0; i < 3; ++i) {
      ask();
      mock.timers.tick(301);
    }
    assert.deepEqual(told, [undefined, undefined, undefined]);
    assert.equal(worker.isAlive, false);
    assert.equal(errors(), 3);
    assert.equal(model.isWorthAsking({ lang: "en" } as never, 0), false);
  });

  it("answers what a worker that dies leaves behind, and starts another", async () => {
    const { workers, worker, told, ask, errors } = await ready();
    ask();
    worker.onerror?.(new Event("error"));
    assert.deepEqual(told, [undefined]);
    assert.equal(errors(), 1);
    ask();
    await settled();
    assert.equal(workers.length, 2);
  });

  it("tries again with the whole runtime where a part that was left out is wanted", async () => {
    const { workers, worker, told, ask, errors } = await ready();
    ask();
    worker.say({ type: "found", id: 1, finding: undefined });
    assert.deepEqual(told, [undefined]);
    assert.equal(worker.isAlive, false);
    assert.equal(errors(), 1);
    ask();
    await settled();
    const runtimes = workers.map(
      ({ posted: [first] }) => first?.type === "start" && first.runtime.url,
    );
    assert.deepEqual(runtimes, ["trimmed", "whole"]);
  });

  it("gives up what cannot be loaded", async () => {
    const { workers, ask, errors } = setUp();
    for (let i = 0; i < 5; ++i) {
      ask();
      await settled();
      workers.at(-1)?.say({ type: "failed" });
    }
    assert.equal(workers.length, 3);
    assert.equal(errors(), 3);
  });

  it("ends a load that never comes to an end", async () => {
    const { workers, errors } = setUp({ eager: true });
    await settled();
    mock.timers.tick(60_001);
    assert.equal(workers[0]?.isAlive, false);
    assert.equal(errors(), 1);
  });

  it("takes two questions at once, and no more", async () => {
    const { worker, told, ask } = await ready();
    for (let i = 0; i < 5; ++i) ask();
    assert.equal(worker.posted.filter(({ type }) => type === "ask").length, 2);
    assert.equal(told.length, 3);
  });

  it("gives memory back when nothing is asked, and comes back", async () => {
    const { workers, worker, ask } = await ready();
    mock.timers.tick(120_001);
    assert.equal(worker.isAlive, false);
    ask();
    await settled();
    assert.equal(workers.length, 2);
  });

  it("loads nothing where the device may not carry it", async () => {
    const { model, workers, ask, errors } = setUp({ may: async () => false });
    ask();
    await settled();
    assert.equal(workers.length, 0);
    assert.equal(errors(), 0);
    assert.equal(model.isWorthAsking({ lang: "en" } as never, 0), false);
  });
});

describe("what a device may carry", () => {
  const battery = (charging: boolean, level: number) => ({
    getBattery: async () => ({ charging, level }),
  });
  for (const [what, told, expected] of [
    ["nothing known", {}, true],
    ["a good one", { connection: { effectiveType: "4g" }, deviceMemory: 8 }, true],
    ["Save-Data", { connection: { saveData: true } }, false],
    ["a slow connection", { connection: { effectiveType: "3g" } }, false],
    ["little memory", { deviceMemory: 2 }, false],
    ["a low battery", battery(false, 0.1), false],
    ["a low battery that is charging", battery(true, 0.1), true],
    ["a battery that does not tell", { getBattery: () => Promise.reject(new Error()) }, true],
  ] as const) {
    it(`${what}: ${expected ? "yes" : "no"}`, async () => {
      assert.equal(await maySpend(told as never), expected);
    });
  }

  it("a page that is not secure, where no checksum can be made: no", async () => {
    const crypto = Object.getOwnPropertyDescriptor(globalThis, "crypto");
    Object.defineProperty(globalThis, "crypto", { value: {}, configurable: true });
    try {
      assert.equal(await maySpend({}), false);
    } finally {
      if (crypto) Object.defineProperty(globalThis, "crypto", crypto);
    }
  });
});
