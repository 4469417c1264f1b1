// The fault matrix, answers and pages: whatever happens, sent = received + counted, and nothing
// counts twice.
import assert from "node:assert/strict";
import type { Fault } from "../support/faulty_collector.ts";
import {
  accept,
  type Case,
  clockJump,
  describeFaults,
  first,
  status,
  times,
  under,
} from "./fault_kit.ts";

const lostThenRefused = (loss: Fault) => first(...times(6, loss), ...times(6, status(400)));

/** Storage that throws, in several ways; sources, since they run in the page. */
const noStorage = `() => {
  for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
    Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
  }
}`;
const fullStorage = `() => {
  Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
  IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
}`;
const brokenDatabase = `() => {
  const put = IDBObjectStore.prototype.put;
  let calls = 0;
  IDBObjectStore.prototype.put = function (...args) {
    if (++calls === 3) this.transaction.abort();
    return put.apply(this, args);
  };
}`;
const noLocks = `() => Object.defineProperty(navigator, "locks", { value: undefined })`;
const noCompression = `() => { delete window.CompressionStream; }`;
const hookThatThrows = `(options) => {
  let calls = 0;
  options.beforeSend = (event) => { if (++calls % 5 === 0) throw new Error("hook"); return event; };
}`;
const hookThatDrops = `(options) => {
  options.beforeSend = (event) => (event.turn_index % 2 ? null : event);
}`;
const formatThatThrows = `(options) => {
  let calls = 0;
  options.collector.format = (events) => {
    if (++calls === 1) throw new Error("format");
    return {
      body: events.map((event) => JSON.stringify(event)).join("\\n"),
      headers: { "content-type": "application/x-ndjson" },
    };
  };
}`;

const cases: Record<string, Case> = {
  "all is well": under(() => accept),
  "the first request hangs": under(first({ type: "hang" })),
  "three requests hang": under(first(...times(3, { type: "hang" }))),
  "the first connection is reset": under(first({ type: "reset" })),
  "five connections are reset": under(first(...times(5, { type: "reset" }))),
  "reset after the events were taken": under(first(...times(3, { type: "reset", late: true }))),
  "refused after an answer was lost, the events taken: a notice names them, all are there": async (
    page,
  ) => {
    await under(lostThenRefused({ type: "reset", late: true }))(page);
    const { noticed, open } = page.ledger;
    assert.ok(noticed > 0 && open === 0, JSON.stringify(page.ledger));
  },
  "refused after the way there was lost: a notice names them, none is there": async (page) => {
    await under(lostThenRefused({ type: "reset" }))(page);
    const { noticed, open } = page.ledger;
    assert.ok(noticed > 0 && open === noticed, JSON.stringify(page.ledger));
  },
  "500 drops and counts": under(first(status(500))),
  "501 drops and counts": under(first(status(501))),
  "502 is tried again": under(first(...times(3, status(502)))),
  "503 is tried again": under(first(...times(3, status(503)))),
  "504 is tried again": under(first(...times(3, status(504)))),
  "400 drops and counts": under(first(status(400))),
  "401 drops and counts": under(first(status(401))),
  "403 drops and counts": under(first(status(403))),
  "404 drops and counts": under(first(...times(4, status(404)))),
  "422 drops and counts": under(first(status(422))),
  "413 halves the batch": under(first(...times(2, status(413)))),
  "415 to gzip goes uncompressed": under(first(status(415))),
  "429 without Retry-After": under(first(...times(2, status(429)))),
  "429 with seconds": under(first(status(429, { "retry-after": "2" }))),
  "429 with a date": async (page) => {
    const date = new Date(Date.now() + 3000).toUTCString();
    await under(first(status(429, { "retry-after": date })))(page);
  },
  "503 with a date that is over": under(
    first(status(503, { "retry-after": "Fri, 31 Dec 1999 23:59:59 GMT" })),
  ),
  "a redirect to nowhere": under(first(status(307, { location: "/elsewhere" }))),
  "a slow answer": under(first(...times(3, { type: "slow", ms: 1000 }))),
  "an answer slower than the time limit": under(first(...times(2, { type: "slow", ms: 4000 }))),
  "a body that never ends": under(first(...times(2, { type: "endless_body" }))),
  "an answer that is no JSON": under(() => ({ type: "garbage" })),
  "every second request fails": under((index) => (index % 2 ? accept : status(503))),
  "no CompressionStream": under(first(status(503)), { before: noCompression }),
  "no Web Locks": under(first(status(503), { type: "reset" }), { before: noLocks }),
  "storage is blocked": under(first(...times(3, status(503))), { before: noStorage }),
  "storage is full": under(first(...times(3, status(503))), { before: fullStorage }),
  "a database write is aborted": under(first(...times(3, status(503))), { before: brokenDatabase }),
  "the clock jumps a day ahead": under(first(status(503)), { before: clockJump(86_400_000) }),
  "the clock jumps a day back": under(first(status(503)), { before: clockJump(-86_400_000) }),
  "a hook that throws": under(() => accept, { before: hookThatThrows }),
  "a hook that drops": under(() => accept, { before: hookThatDrops }),
  "a format that throws": under(() => accept, { before: formatThatThrows }),
};

describeFaults("delivery under faults", cases);
