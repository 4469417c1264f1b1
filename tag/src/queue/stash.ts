// What a page is responsible for, written down in localStorage: the one store that a page can still
// write to while it closes, and that outlives its crash. Another page takes it over when it is gone.
// Where the site left no room there, sessionStorage has it for the next page of the tab.
import { doubt, restoreAll, type SealedEvent, stored } from "../event/seal.ts";
import { keysOf, readJson, writeJson } from "../jsonStorage.ts";
import type { Counts } from "./health.ts";

/** Another tab may still be at work on what it wrote; its request times out long before this. */
const kOthersAgeMs = 30_000;

const kPlaces = ["localStorage", "sessionStorage"] as const;

interface Content {
  /** Unix ms of the writing */
  at: number;
  /** under way; whether they arrived is not known */
  sent: unknown[];
  /** never sent, or known not to have arrived */
  kept: unknown[];
  /** counted and not reported */
  dropped: Counts;
}

export interface Stash {
  /**
   * Writes down all that this page is responsible for, in the place of what it wrote before; false
   * if it does not fit or may not be written.
   */
  write(sent: readonly SealedEvent[], kept: readonly SealedEvent[], dropped: Counts): boolean;
  /**
   * What was written, if another page took it over since the last call. `wasClosed`: that could be
   * at any time.
   */
  taken(wasClosed: boolean): { ids: ReadonlySet<string>; dropped: Counts } | undefined;
  /**
   * Takes over what pages left that are gone, earlier ones of this tab and long silent ones of
   * others. `onYoung`: there is one of another tab that may still be at work; look again after that
   * time.
   */
  adopt(
    onFound: (events: SealedEvent[], dropped: Counts) => void,
    onYoung: (waitMs: number) => void,
  ): void;
  /** Forgets everything; returns what other pages had written. */
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
  let own: { at: number; ids: Set<string>; dropped: Counts } | undefined;
  const read = (key: string) =>
    readJson<Content>("localStorage", key) ?? readJson<Content>("sessionStorage", key);
  // A tab that this one opens begins with a copy of its sessionStorage, which is not for that.
  const othersKeys = () =>
    [...keysOf("localStorage", prefix), ...keysOf("sessionStorage", ownPrefix)].filter(
      (key) => key !== ownKey,
    );

  function put(key: string, content?: Content): boolean {
    for (const place of kPlaces) writeJson(place, key);
    return kPlaces.some((place) => content && writeJson(place, key, content));
  }

  function eventsOf({ sent, kept }: Partial<Content> = {}): SealedEvent[] {
    const perhaps = restoreAll(sent);
    doubt(perhaps);
    return [...perhaps, ...restoreAll(kept)];
  }

  return {
    write(sent, kept, dropped) {
      const ids = new Set([...sent, ...kept].map((event) => event.event_id));
      const isEmpty = ids.size === 0 && Object.keys(dropped).length === 0;
      if (isEmpty && !own) return true;
      const at = nowMs();
      const content = { at, sent: sent.map(stored), kept: kept.map(stored), dropped };
      own = put(ownKey, isEmpty ? undefined : content) ? { at, ids, dropped } : undefined;
      return isEmpty || own !== undefined;
    },
    taken(wasClosed) {
      // What goes sooner than others may take it was thrown away with all that the site stored.
      if (!own || (!wasClosed && nowMs() - own.at < kOthersAgeMs) || read(ownKey)) return undefined;
      const was = own;
      own = undefined;
      return was;
    },
    adopt(onFound, onYoung) {
      for (const key of othersKeys()) {
        const content = read(key) ?? {};
        const ageMs = nowMs() - (content.at ?? 0);
        if (key.startsWith(ownPrefix) || ageMs >= kOthersAgeMs) {
          put(key);
          onFound(eventsOf(content), content.dropped ?? {});
        } else {
          onYoung(kOthersAgeMs - ageMs);
        }
      }
    },
    clear() {
      own = undefined;
      put(ownKey);
      return othersKeys().flatMap((key) => {
        const events = eventsOf(read(key));
        put(key);
        return events;
      });
    },
  };
}
