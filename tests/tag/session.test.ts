import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Session } from "../../tag/src/conversation/session.ts";
import { FakeClock, fakeStorage } from "./support/page.ts";

const kHourMs = 3_600_000;
const scope = globalThis as { sessionStorage?: Storage | undefined };

describe("session", () => {
  let clock: FakeClock;
  let mayStore = true;
  const open = () => new Session(clock, () => mayStore);
  beforeEach(() => {
    clock = new FakeClock();
    mayStore = true;
    scope.sessionStorage = fakeStorage();
  });

  /** Numbers of the next three events. */
  const numbers = (session: Session) => [0, 0, 0].map(() => session.nextSequence("c"));

  it("goes on with the tab's next page, numbers too", () => {
    const first = open();
    const { id } = first;
    assert.deepEqual(numbers(first), [0, 1, 2]);
    first.setOpen(false);
    const second = open();
    assert.equal(second.id, id);
    assert.equal(second.tabId, first.tabId);
    assert.deepEqual(numbers(second), [3, 4, 5]);
  });

  it("goes on where the tab's last page was when one comes back from the cache", () => {
    const first = open();
    const { id } = first;
    numbers(first);
    first.setOpen(false);
    const second = open();
    numbers(second);
    second.setOpen(false);
    first.setOpen(true);
    assert.equal(first.id, id);
    assert.deepEqual(numbers(first), [6, 7, 8]);
  });

  it("is another one in a tab that begins with a copy of this one's storage", () => {
    const first = open();
    const { id } = first;
    numbers(first);
    const copy = { ...scope.sessionStorage };
    const storage = scope.sessionStorage;
    scope.sessionStorage = Object.assign(fakeStorage(), copy);
    const second = open();
    assert.notEqual(second.id, id);
    assert.notEqual(second.tabId, first.tabId);
    assert.deepEqual(numbers(second), [0, 1, 2]);
    scope.sessionStorage = storage;
    assert.deepEqual(numbers(first), [3, 4, 5]);
  });

  it("ends after 30 minutes without an event, and after 4 hours", () => {
    const session = open();
    const first = session.id;
    session.nextSequence("c");
    clock.ms += kHourMs / 2;
    assert.equal(session.id, first);
    clock.ms += 1;
    const second = session.id;
    assert.notEqual(second, first);
    assert.equal(session.nextSequence("c"), 0);
    for (let i = 0; i < 16; ++i) {
      assert.equal(session.id, second);
      session.nextSequence("c");
      clock.ms += kHourMs / 4;
    }
    clock.ms += 1;
    assert.notEqual(session.id, second);
  });

  it("writes nothing without consent, and then goes on under its own id", () => {
    const old = open();
    numbers(old);
    old.setOpen(false);
    mayStore = false;
    const before = { ...scope.sessionStorage };
    const session = open();
    const { id } = session;
    assert.notEqual(id, old.id);
    assert.deepEqual({ ...scope.sessionStorage }, before);
    mayStore = true;
    assert.equal(session.id, id);
    assert.deepEqual(numbers(session), [0, 1, 2]);
  });

  it("numbers in memory where nothing can be stored any more", () => {
    const session = open();
    const { id } = session;
    numbers(session);
    scope.sessionStorage = Object.assign(fakeStorage(0), { ...scope.sessionStorage });
    assert.deepEqual(numbers(session), [3, 4, 5]);
    assert.equal(session.id, id);
  });

  it("leaves nothing when consent is gone", () => {
    const session = open();
    numbers(session);
    session.forget();
    assert.deepEqual(Object.keys(scope.sessionStorage ?? {}), []);
  });
});
