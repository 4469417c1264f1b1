// Asks the collector what arrived, after each request that left.
import type { Arrived, Store } from "./state.ts";

const kMaxRows = 200;
const kAskAgainMs = 1500;

/** `settled`: how many requests have been answered; a higher number asks again. */
export function createArrivals({ get, update }: Store): (settled: number) => void {
  let known = 0;
  let asking = false;

  async function ask(): Promise<void> {
    if (asking) return;
    asking = true;
    try {
      const session =
        [...get().signals.values()].at(-1)?.session_id ?? get().arrived[0]?.event.session_id;
      const after = get().arrived[0]?.arrival ?? 0;
      if (session) {
        const query = new URLSearchParams({ session, after: `${after}`, limit: `${kMaxRows}` });
        const fresh = (await (await fetch(`/api/events?${query}`)).json()) as Arrived[];
        if (fresh.length > 0) {
          update((state) => ({ arrived: [...fresh, ...state.arrived].slice(0, kMaxRows) }));
        }
      }
    } catch {
      // the collector is away; the next request asks again
    }
    asking = false;
  }

  return (settled) => {
    if (settled <= known) return;
    known = settled;
    void ask();
    setTimeout(ask, kAskAgainMs);
  };
}
