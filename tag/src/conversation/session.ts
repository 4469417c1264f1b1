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
}

export class Session {
  private _state: State;

  constructor(
    private readonly _clock: Clock,
    private readonly _mayStore: () => boolean,
  ) {
    const fresh: State = { tab: randomId(), id: "", beginMs: 0, lastMs: 0, sequences: {} };
    const kept = _mayStore() ? readJson<State>("sessionStorage", kKey) : undefined;
    this._state = { ...fresh, ...kept };
  }

  /** Names the tab, so that a page knows what its predecessors in the same tab left. */
  get tabId(): string {
    return this._state.tab;
  }

  /** The session's id; a new one after 30 minutes without an event, or 4 hours. */
  get id(): string {
    const now = this._clock.nowMs();
    const state = this._state;
    if (!state.id || now - state.lastMs > kIdleMs || now - state.beginMs > kLongestMs) {
      this._state = { ...state, id: randomId(), beginMs: now, lastMs: now, sequences: {} };
    }
    return this._state.id;
  }

  /** The number of the next event for this collector, from 0. */
  nextSequence(collectorKey: string): number {
    const { sequences } = this._state;
    const sequence = sequences[collectorKey] ?? 0;
    sequences[collectorKey] = sequence + 1;
    this._state.lastMs = this._clock.nowMs();
    // Where this fails the numbers start again on the next page.
    if (this._mayStore()) writeJson("sessionStorage", kKey, this._state);
    return sequence;
  }

  forget(): void {
    writeJson("sessionStorage", kKey, undefined);
  }
}
