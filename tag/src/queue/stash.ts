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

export interface Stash {
  /** Adds to what lies there; false if it does not fit or may not be written. */
  add(sent: readonly SealedEvent[], kept: readonly SealedEvent[]): boolean;
  /** The events arrived, are counted or are stored elsewhere. */
  remove(gone: readonly SealedEvent[]): void;
  /** The page goes on: it takes back what it had not sent. */
  takeBack(): SealedEvent[];
  /**
   * The stashes of pages that are gone: earlier ones of this tab, and old ones of other tabs. What
   * was sent and is older than `maxAgeMs` has arrived or was given up by now. `onYoung`: there is
   * one of another tab that may still be at work; look again after that time.
   */
  adopt(maxAgeMs: number, onYoung: (waitMs: number) => void): Adopted[];
  clear(): void;
}

export function createStash(
  prefix: string,
  tabId: string,
  pageId: string,
  nowMs: () => number,
): Stash {
  const ownPrefix = `${prefix}${tabId}.`;
  const ownKey = ownPrefix + pageId;
  let sent: SealedEvent[] = [];
  let kept: SealedEvent[] = [];

  /** Another page may have taken what was ours. */
  function check(): void {
    if (sent.length + kept.length > 0 && !readJson("localStorage", ownKey)) sent = kept = [];
  }

  function write(nextSent: SealedEvent[], nextKept: SealedEvent[]): boolean {
    const isEmpty = nextSent.length + nextKept.length === 0;
    const content: Content = { at: nowMs(), sent: nextSent, kept: nextKept };
    if (!writeJson("localStorage", ownKey, isEmpty ? undefined : content)) return isEmpty;
    sent = nextSent;
    kept = nextKept;
    return true;
  }

  function adopt(maxAgeMs: number, onYoung: (waitMs: number) => void): Adopted[] {
    const found: Adopted[] = [];
    for (const key of keysOf("localStorage", prefix)) {
      if (key === ownKey) continue;
      const content = readJson<Content>("localStorage", key);
      const ageMs = nowMs() - (content?.at ?? 0);
      if (content && !key.startsWith(ownPrefix) && ageMs < kOthersAgeMs) {
        onYoung(kOthersAgeMs - ageMs);
        continue;
      }
      found.push({
        events: [...events(ageMs < maxAgeMs && content?.sent), ...events(content?.kept)],
        remove: () => writeJson("localStorage", key, undefined),
      });
    }
    return found;
  }

  return {
    adopt,
    add(moreSent, moreKept) {
      check();
      const all = [...moreSent, ...moreKept];
      return write([...without(sent, all), ...moreSent], [...without(kept, all), ...moreKept]);
    },
    remove(gone) {
      check();
      if (sent.length + kept.length > 0) write(without(sent, gone), without(kept, gone));
    },
    takeBack() {
      check();
      const back = kept;
      if (back.length > 0) write(sent, []);
      return back;
    },
    clear() {
      for (const { remove } of adopt(0, () => {})) remove();
      write([], []);
    },
  };
}
