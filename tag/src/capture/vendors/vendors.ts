// Capture of chats that nobody can see into, by what their vendors tell the page.
import { AnswerTimer } from "../answerTimer.ts";
import type { Capture, Safely, TurnSink } from "../turn.ts";
import type { RootListener } from "../watchRoots.ts";
import { type Fields, sources, type Told } from "./sources.ts";

/** Long before anybody can have opened what a script brought and written into it. */
const kLookMs = 300;

const kCaught = { caught: "vendor", confidence: 0.95 } as const;

export function captureVendors(
  sink: TurnSink,
  nowMs: () => number,
  safely: Safely,
): Capture & RootListener {
  const known = new Set<string>();
  let isStopped = false;
  let lookSoon: unknown;
  let sentMs: number | undefined;

  function told({ role, text = "", action, isError }: Told): void {
    const atMs = nowMs();
    if (action) sink({ type: "action", action, atMs, ...kCaught });
    else if (role === "user") {
      sentMs = atMs;
      sink({ type: "message", role, text, atMs, ...kCaught });
    } else if (role || isError) {
      const timer = new AnswerTimer(sentMs ?? atMs);
      // Later parts of an answer were not waited for.
      if (sentMs !== undefined) timer.grow(atMs);
      sentMs = undefined;
      const error = isError && { error: "widget" as const };
      sink({
        type: "message",
        role: "assistant",
        text,
        atMs,
        ...timer.times(),
        ...error,
        ...kCaught,
      });
    }
  }

  function look(): void {
    lookSoon = undefined;
    const page = window as unknown as Fields;
    for (const { name, find, subscribe, events } of sources) {
      const vendor = known.has(name) ? undefined : find(page);
      if (!vendor) continue;
      known.add(name);
      for (const [event, read] of Object.entries(events)) {
        const heard = safely((detail: unknown) => {
          const what = isStopped ? undefined : read((detail ?? {}) as Fields);
          if (what) told(what);
        });
        safely(() => subscribe(vendor as Parameters<typeof subscribe>[0], event, heard))();
      }
    }
  }

  return {
    // A vendor's script may come at any time, and many changes at once.
    changed() {
      if (!lookSoon) lookSoon = setTimeout(safely(look), kLookMs);
    },
    found: look,
    leave() {},
    stop() {
      isStopped = true;
    },
  };
}
