// The site's `beforeSend`. Types forbid text fields; this forbids them again at run time: a hook can
// drop an event, remove optional fields, change numbers and narrow sets, and nothing else.
import type { BeforeSend } from "../options.ts";
import type { SealedEvent } from "./seal.ts";

type Fields = Record<string, unknown>;

/** `next` as far as it is a smaller form of `old`, else `old`. */
function narrowed(old: unknown, next: unknown): unknown {
  if (typeof old === "number") return Number.isFinite(next) ? next : old;
  if (typeof old === "boolean") return typeof next === "boolean" ? next : old;
  if (Array.isArray(old)) return Array.isArray(next) ? old.filter((v) => next.includes(v)) : old;
  if (old && typeof old === "object" && next && typeof next === "object") {
    const counts: Fields = {};
    for (const [name, count] of Object.entries(old)) {
      const changed = (next as Fields)[name];
      if (changed !== undefined) counts[name] = narrowed(count, changed);
    }
    return counts;
  }
  return old;
}

/** Identity and order of an event: a receiver needs them to count. */
const fixed = /^(kind|event_id|sequence|time_ms|observed_time_ms|session_id|sample_rate)$/;

/** What is left of the event, or null if the hook dropped it or failed. */
export function applyHook(hook: BeforeSend | undefined, event: SealedEvent): SealedEvent | null {
  if (!hook) return event;
  const result = hook(structuredClone(event)) as Fields | null;
  if (!result) return null;
  const kept: Fields = {};
  for (const [name, old] of Object.entries(event)) {
    const next = result[name];
    if (next === undefined && !fixed.test(name)) continue;
    kept[name] = fixed.test(name) ? old : narrowed(old, next);
  }
  return kept as unknown as SealedEvent;
}
