// What a closing page could not send, or does not know to have arrived, lies in localStorage until
// it is known to have arrived: the one store that a page can still write to while it closes.
import { restoreAll, type SealedEvent } from "../event/seal.ts";
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

export interface Stash {
  /** Adds to what lies there; false if it does not fit or may not be written. */
  add(sent: readonly SealedEvent[], kept: readonly SealedEvent[]): boolean;
  /** The events arrived, are counted or are stored elsewhere. */
  remove(gone: readonly SealedEvent[]): void;
  /**
   * What this page has to send now: what it kept itself, and what pages left that are gone, earlier
   * ones of this tab and long silent ones of others. All of it stays here until it is removed. What
   * was sent and is older than `maxAgeMs` has arrived or was given up by now. `onYoung`: there is
   * one of another tab that may still be at work; look again after that time.
   */
  adopt(maxAgeMs: number, onYoung: (waitMs: number) => void): SealedEvent[];
  /** Forgets everything; returns what was never sent. */
  clear(): SealedEvent[];
}

export function createStash(
  name: string,
  tabId: string,
  pageId: string,
  nowMs: () => number,
): Stash {
  const prefix = `${name}:`;
  const ownPrefix = `${prefix}${tabId}.`;
  const ownKey = ownPrefix + pageId;
  /** where events of ours lie: what this page wrote, and what it took over */
  const held = new Set<string>();
  const read = (key: string) => readJson<Content>("localStorage", key) ?? {};
  const write = (key: string, content?: Content) => writeJson("localStorage", key, content);

  /** Reads afresh: another page may have taken what was ours. */
  function edit(
    key: string,
    gone: readonly SealedEvent[],
    sent: readonly SealedEvent[] = [],
    kept: readonly SealedEvent[] = [],
  ): boolean {
    const ids = new Set(gone.map((event) => event.event_id));
    const merged = (old: unknown, more: readonly SealedEvent[]): SealedEvent[] => [
      ...restoreAll(old).filter((event) => !ids.has(event.event_id)),
      ...more,
    ];
    const old = read(key);
    const content = {
      at: nowMs(),
      sent: merged(old.sent, sent),
      kept: merged(old.kept, kept),
    };
    const isEmpty = content.sent.length + content.kept.length === 0;
    if (isEmpty) held.delete(key);
    else held.add(key);
    return write(key, isEmpty ? undefined : content) || isEmpty;
  }

  return {
    add: (sent, kept) => edit(ownKey, [...sent, ...kept], sent, kept),
    remove(gone) {
      for (const key of held) edit(key, gone);
    },
    adopt(maxAgeMs, onYoung) {
      const found = restoreAll(read(ownKey).kept);
      for (const key of keysOf("localStorage", prefix)) {
        if (held.has(key)) continue;
        const { at = 0, sent, kept } = read(key);
        const ageMs = nowMs() - at;
        if (key.startsWith(ownPrefix) || ageMs >= kOthersAgeMs) {
          held.add(key);
          found.push(...restoreAll(ageMs < maxAgeMs && sent), ...restoreAll(kept));
        } else {
          onYoung(kOthersAgeMs - ageMs);
        }
      }
      return found;
    },
    clear() {
      held.clear();
      return keysOf("localStorage", prefix).flatMap((key) => {
        const kept = restoreAll(read(key).kept);
        write(key);
        return kept;
      });
    },
  };
}
