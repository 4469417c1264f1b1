// Three tabs of one site, a collector that fails at random, pages that come and go.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import type { SealedEvent } from "../../../tag/src/event/seal.ts";
import type { Delivery } from "../../../tag/src/transport/delivery.ts";
import { isNotice, numbersOf, reported, status } from "../support/answers.ts";
import { sealed } from "../support/events.ts";
import { FakeIndexedDb } from "../support/indexed_db.ts";
import { fakePage, freshStorage } from "../support/page.ts";

describe("random faults", () => {
  beforeEach(() => freshStorage());
  afterEach(() => mock.timers.reset());

  it("loses nothing uncounted, and counts nothing that arrived for sure, under random faults", async () => {
    const scope = globalThis as { indexedDB?: unknown };
    for (let seed = 1; seed <= 40; ++seed) {
      freshStorage();
      scope.indexedDB = seed % 2 ? new FakeIndexedDb() : undefined;
      let state = seed;
      const random = (): number => {
        state = (Math.imul(state, 1103515245) + 12345) >>> 0;
        return state / 2 ** 32;
      };
      const accepted: SealedEvent[] = [];
      let isCalm = false;
      const page = fakePage((request) => {
        const dice = isCalm ? 1 : random();
        if (dice < 0.15) return status(503);
        if (dice < 0.25) return new TypeError("reset");
        if (dice < 0.3) return status(429, { "retry-after": "2" });
        if (dice < 0.35) return status(400);
        if (dice < 0.4) return "hang";
        accepted.push(...request.events);
        return dice < 0.45 ? new TypeError("reset after all was taken") : status(200);
      });
      const tabs = [page.delivery, page.open("second", "b"), page.open("third", "c")];
      const ids = new Set<string>();
      let given = 0;
      for (let i = 0; i < 60; ++i) {
        const tab = Math.floor(random() * tabs.length);
        const delivery = tabs[tab] as Delivery;
        const { event_id, sequence } = delivery.enqueue(sealed());
        ids.add(event_id);
        given = Math.max(given, sequence + 1);
        if (random() < 0.2) await page.pass(random() * 4000);
        if (random() < 0.05) {
          delivery.leave(true);
          if (random() < 0.5) delivery.resume();
          else tabs[tab] = page.open(`later-${i}`, ["tab", "b", "c"][tab]);
        }
      }
      isCalm = true;
      await page.pass(200_000);
      const flushed = Promise.all(tabs.map((tab) => tab.flush()));
      await page.pass(20_000);
      await flushed;
      const received = new Set(
        accepted.filter((event) => event.kind === "user_message").map((event) => event.event_id),
      );
      // Each once: what is repeated has the same id.
      const unique = [...new Map(accepted.map((event) => [event.event_id, event])).values()];
      const notices = unique.filter(isNotice);
      const numbered = unique.filter((event) => !isNotice(event));
      const numbers = new Set(numbered.map(({ sequence }) => sequence));
      const open = notices.flatMap(numbersOf);
      given = Math.max(given, ...[...numbers, ...open].map((number) => number + 1));
      const unread = open.filter((number) => !numbers.has(number)).length;
      const counted = Object.values(reported(numbered)).reduce((a, b) => a + b, 0);
      const missing = [...ids].filter((id) => !received.has(id)).length;
      const lost = given - numbers.size;
      const found = `seed ${seed}: ${missing} missing, ${lost} lost, ${counted} + ${unread} counted`;
      assert.ok(missing <= lost && lost === counted + unread, found);
    }
    delete scope.indexedDB;
  });
});
