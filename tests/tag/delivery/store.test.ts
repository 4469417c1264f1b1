// What waits for a retry: in IndexedDB, with caps, each event with one owner.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { doubt, isDoubtful } from "../../../tag/src/event/seal.ts";
import { createStore } from "../../../tag/src/queue/store.ts";
import { sealed, userMessage } from "../support/events.ts";
import { FakeIndexedDb } from "../support/indexed_db.ts";
import { fakePage, freshStorage } from "../support/page.ts";

const scope = globalThis as { indexedDB?: unknown };
const status = (code: number): Response => new Response("", { status: code });

describe("the store", () => {
  let database: FakeIndexedDb;
  beforeEach(() => {
    database = new FakeIndexedDb();
    scope.indexedDB = database;
    freshStorage();
  });
  afterEach(() => {
    delete scope.indexedDB;
    mock.timers.reset();
  });

  const open = (maxSize = 1000, maxBytes = 2_000_000) =>
    createStore("undertone:test", () => true, maxSize, maxBytes);
  const events = (count: number) => Array.from({ length: count }, () => sealed());
  const ids = (list: readonly { event_id: string }[]) => list.map(({ event_id }) => event_id);

  it("keeps so many, and gives the oldest back", async () => {
    const store = open(10);
    const all = events(14);
    assert.deepEqual(ids(await store.add(all)), ids(all.slice(0, 4)));
  });

  it("keeps so many bytes", async () => {
    const size = JSON.stringify(sealed()).length;
    const all = events(14);
    assert.equal((await open(1000, 10.5 * size).add(all)).length, 4);
  });

  it("gives way with reports of the tag last", async () => {
    const report = sealed({
      kind: "tag",
      dropped: { rejected: 3 },
      internal_errors: 0,
      retries: 0,
    });
    const all = [report, ...events(4)];
    assert.deepEqual(ids(await open(3).add(all)), ids(all.slice(1, 3)));
  });

  it("hands out the oldest, which are then the caller's alone", async () => {
    const store = open();
    const all = events(5);
    await store.add(all);
    let taken: string[] = [];
    await store.take(3, (found) => {
      taken = ids(found);
      return true;
    });
    assert.deepEqual(taken, ids(all.slice(0, 3)));
    assert.deepEqual(ids(await open().clear()), ids(all.slice(3)));
  });

  it("keeps a copy, marked, of what the caller could not write down", async () => {
    const store = open();
    await store.add(events(2));
    await store.take(2, () => false);
    const left = await open().clear();
    assert.deepEqual(left.map(isDoubtful), [true, true]);
  });

  it("knows of an event that may have arrived, also on the next page", async () => {
    const [first, second] = events(2) as [ReturnType<typeof sealed>, ReturnType<typeof sealed>];
    doubt([first]);
    await open().add([first, second]);
    const found = await open().clear();
    assert.deepEqual(found.map(isDoubtful), [true, false]);
    assert.ok(!JSON.stringify(found).includes("doubtful"));
  });

  it("holds in memory what the database does not take, and no more than it may", async () => {
    database.isFull = true;
    const store = open(10);
    assert.equal((await store.add(events(14))).length, 4);
    assert.equal(store.memory.size, 10);
  });

  it("an event under way is no longer there to give way: it is delivered, not counted", async () => {
    let answers: "refused" | "none" | "taken" = "refused";
    const page = fakePage(
      () => (answers === "none" ? "hang" : status(answers === "taken" ? 200 : 503)),
      { maxBatchSize: 10 },
    );
    const early = Array.from({ length: 10 }, () => page.delivery.enqueue(sealed()).event_id);
    await page.delivery.flush();
    answers = "none";
    await page.pass(2000); // they are under way again
    const [name = ""] = database.tables.keys();
    const another = createStore(name, () => true, 20, 2_000_000);
    const overflow = await another.add(events(25));
    assert.equal(overflow.length, 5);
    assert.ok(overflow.every(({ event_id }) => !early.includes(event_id)));
    answers = "taken";
    await page.pass(60_000);
    const received = new Set(page.receivedIds());
    assert.ok(early.every((id) => received.has(id)));
  });

  it("two pages that drain at once send nothing twice", async () => {
    let isUp = false;
    const page = fakePage(() => status(isUp ? 200 : 503));
    const sent = Array.from(
      { length: 60 },
      () => page.delivery.enqueue(sealed(userMessage)).event_id,
    );
    await page.delivery.flush();
    isUp = true;
    const before = page.requests.length;
    page.open("second", "another tab");
    page.delivery.resume();
    await page.pass(20_000);
    const received = page.requests.slice(before).flatMap((request) => request.events);
    assert.deepEqual(ids(received).sort(), sent.sort());
  });
});
