// What a closing page could not send, or does not know to have arrived, lies in localStorage until
// the next page takes it: the one store that a page can still write to while it closes.
import { restore, type SealedEvent } from "../event/seal.ts";
import { keysOf, readJson, writeJson } from "../jsonStorage.ts";

/** Another tab may still be at work on what it stashed; its request times out long before this. */
const kOthersAgeMs = 30_000;

interface Content {
  /** Unix ms of the last writing */
  at: number;
  /** sent while the page closed; whether they arrived is not known */
  sent: unknown[];
  /** never sent */
  kept: unknown[];
}

export interface Adopted {
  events: SealedEvent[];
  /** Forgets the stash, once its events are stored elsewhere. */
  remove(): unknown;
}

const without = (list: readonly SealedEvent[], gone: readonly SealedEvent[]): SealedEvent[] => {
  const ids = new Set(gone.map((event) => event.event_id));
  return list.filter((event) => !ids.has(event.event_id));
};

const events = (list: unknown): SealedEvent[] =>
  Array.isArray(list) ? list.flatMap((json) => restore(json) ?? []) : [];

export class Stash {
  private readonly _key: string;
  private _sent: SealedEvent[] = [];
  private _kept: SealedEvent[] = [];

  constructor(
    private readonly _prefix: string,
    private readonly _tabId: string,
    pageId: string,
    private readonly _nowMs: () => number,
  ) {
    this._key = `${_prefix}${_tabId}.${pageId}`;
  }

  /** Adds to what lies there; false if it does not fit or may not be written. */
  add(sent: readonly SealedEvent[], kept: readonly SealedEvent[]): boolean {
    this._check();
    const all = [...sent, ...kept];
    return this._write(
      [...without(this._sent, all), ...sent],
      [...without(this._kept, all), ...kept],
    );
  }

  /** The events arrived, are counted or are stored elsewhere. */
  remove(gone: readonly SealedEvent[]): void {
    this._check();
    if (this._sent.length + this._kept.length === 0) return;
    this._write(without(this._sent, gone), without(this._kept, gone));
  }

  /** The page goes on: it takes back what it had not sent. */
  takeBack(): SealedEvent[] {
    this._check();
    const kept = this._kept;
    if (kept.length > 0) this._write(this._sent, []);
    return kept;
  }

  /**
   * The stashes of pages that are gone: earlier ones of this tab, and old ones of other tabs. What
   * was sent and is older than `maxAgeMs` has arrived or was given up by now. `onYoung`: there is
   * one of another tab that may still be at work; look again after that time.
   */
  adopt(maxAgeMs: number, onYoung: (waitMs: number) => void): Adopted[] {
    const found: Adopted[] = [];
    for (const key of keysOf("localStorage", this._prefix)) {
      if (key === this._key) continue;
      const content = readJson<Content>("localStorage", key);
      const ageMs = this._nowMs() - (content?.at ?? 0);
      const sameTab = key.startsWith(`${this._prefix}${this._tabId}.`);
      if (content && !sameTab && ageMs < kOthersAgeMs) {
        onYoung(kOthersAgeMs - ageMs);
        continue;
      }
      const sent = ageMs < maxAgeMs ? events(content?.sent) : [];
      found.push({
        events: [...sent, ...events(content?.kept)],
        remove: () => writeJson("localStorage", key, undefined),
      });
    }
    return found;
  }

  clear(): void {
    for (const { remove } of this.adopt(0, () => {})) remove();
    this._write([], []);
  }

  /** Another page may have taken what was ours. */
  private _check(): void {
    if (this._sent.length + this._kept.length > 0 && !readJson("localStorage", this._key)) {
      this._sent = this._kept = [];
    }
  }

  private _write(sent: SealedEvent[], kept: SealedEvent[]): boolean {
    const isEmpty = sent.length + kept.length === 0;
    const content: Content = { at: this._nowMs(), sent, kept };
    if (!writeJson("localStorage", this._key, isEmpty ? undefined : content)) return isEmpty;
    this._sent = sent;
    this._kept = kept;
    return true;
  }
}
