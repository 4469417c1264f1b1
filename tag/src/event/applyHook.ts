// The site's `beforeSend`. Types forbid text fields; this forbids them again at run time: a hook can
// drop an event, remove fields and change numbers, and nothing else.
import type { BeforeSend } from "../options.ts";
import type { SealedEvent } from "./seal.ts";

type Fields = Record<string, unknown>;

/** Identity and order of an event: a receiver needs them to count. */
const fixed =
  /^(kind|app|event_id|sequence|time_ms|observed_time_ms|session_id|sample_rate|tag_version)$/;

/** What is left of the event, or null if the hook dropped it or failed. */
export function applyHook(hook: BeforeSend | undefined, event: SealedEvent): SealedEvent | null {
  if (!hook) return event;
  const result = hook(JSON.parse(JSON.stringify(event))) as Fields | null;
  if (!result) return null;
  const kept: Fields = {};
  for (const [name, old] of Object.entries(event)) {
    const next = result[name];
    if (fixed.test(name)) kept[name] = old;
    else if (next !== undefined)
      kept[name] =
        typeof old === "number" && Number.isFinite(next) ? Math.round(next as number) : old;
  }
  return kept as unknown as SealedEvent;
}
