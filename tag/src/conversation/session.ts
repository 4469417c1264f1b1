// One tab's visit: an opaque id and the numbers of its events. Kept in sessionStorage, so that the
// pages of a visit share it and nothing outlives the tab.
import type { Clock } from "../event/clock.ts";
import { randomId } from "../event/randomId.ts";
import { readJson, writeJson } from "../jsonStorage.ts";

/** As Copilot Studio and Amplitude count. */
const kIdleMs = 30 * 60 * 1000;
const kLongestMs = 4 * 3600 * 1000;
const kKey = "undertone:session";

interface State {
  tab: string;
  id: string;
  beginMs: number;
  lastMs: number;
  /** next number per collector */
  sequences: Record<string, number>;
  /** as written: a page of the tab is at work with it */
  isOpen?: boolean;
}

const kept = (): Partial<State> | undefined => readJson<State>("sessionStorage", kKey);

export class Session {
  private _state: State;
  private _isOpen = true;
  private _isKept = false;

  constructor(
    private readonly _clock: Clock,
    private readonly _mayStore: () => boolean,
  ) {
    const fresh = { tab: randomId(), id: "", beginMs: 0, lastMs: 0, sequences: {} };
    const old = _mayStore() ? kept() : undefined;
    // A tab that a page opens begins with a copy of that page's storage. Two pages at work under one
    // session would give the same numbers to different events.
    this._state = old?.isOpen ? fresh : { ...fresh, ...old };
    this._write();
  }

  /** Names the tab, so that a page knows what its predecessors in the same tab left. */
  get tabId(): string {
    return this._state.tab;
  }

  /** The session's id; a new one after 30 minutes without an event, or 4 hours. */
  get id(): string {
    this._catchUp();
    const { id, beginMs, lastMs } = this._state;
    const now = this._clock.nowMs();
    if (!id || now - lastMs > kIdleMs || now - beginMs > kLongestMs) {
      const next = { id: randomId(), beginMs: now, lastMs: now, sequences: {} };
      this._state = { ...this._state, ...next };
      this._write();
    }
    return this._state.id;
  }

  /** The number of the next event for this collector, from 0. */
  nextSequence(collectorKey: string): number {
    this._catchUp();
    const { sequences } = this._state;
    const sequence = sequences[collectorKey] ?? 0;
    sequences[collectorKey] = sequence + 1;
    this._state.lastMs = this._clock.nowMs();
    this._write();
    return sequence;
  }

  /** The page goes, or is back. */
  setOpen(isOpen: boolean): void {
    this._catchUp();
    this._isOpen = isOpen;
    this._write();
  }

  forget(): void {
    this._isKept = false;
    writeJson("sessionStorage", kKey);
  }

  /** A page that comes out of the back/forward cache goes on where the tab's last page was. */
  private _catchUp(): void {
    const state = this._isKept && this._mayStore() ? kept() : undefined;
    if (state?.tab === this._state.tab) this._state = { ...this._state, ...state };
  }

  /** Where this fails the numbers start again on the next page. */
  private _write(): void {
    const state = { ...this._state, isOpen: this._isOpen };
    this._isKept = this._mayStore() && writeJson("sessionStorage", kKey, state);
  }
}
