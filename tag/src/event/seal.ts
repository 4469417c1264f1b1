// The narrow gate: queue, storage and transport take only sealed events, and only this file makes
// them, from what the schema generates. Nothing with a text field fits through.
import type { CoreEvent, Envelope, SignalEvent, TagEvent } from "@undertone/wasm";

declare const sealed: unique symbol;

/** A signal event that went through `seal`. */
export type SealedEvent = SignalEvent & { readonly [sealed]: true };

export function seal(envelope: Envelope, core: CoreEvent | TagEvent): SealedEvent {
  return { ...envelope, ...core } as SealedEvent;
}

/** The same event under another number of its session, or of the one that is named. */
export function renumber(
  event: SealedEvent,
  sequence: number,
  session_id = event.session_id,
): SealedEvent {
  return { ...event, sequence, session_id };
}

/** Events that may have arrived: something that had no answer carried them. */
const doubtful = new WeakSet<SealedEvent>();

export const isDoubtful = (event: SealedEvent): boolean => doubtful.has(event);

export function doubt(events: readonly SealedEvent[]): void {
  for (const event of events) doubtful.add(event);
}

/** The event as it is stored: the doubt goes along. */
export const stored = (event: SealedEvent): object =>
  isDoubtful(event) ? { ...event, doubtful: 1 } : event;

/** The events among what this tag stored earlier; what is damaged is none. */
export function restoreAll(list: unknown): SealedEvent[] {
  if (!Array.isArray(list)) return [];
  const sound = list.filter((json) => typeof json?.event_id === "string" && json.kind);
  return sound.map(({ doubtful, ...event }) => {
    if (doubtful) doubt([event]);
    return event;
  });
}

/** A newer summary in the place of one that was not sent yet: no number is left unused. */
export function replaceSummary(old: SealedEvent, next: SealedEvent): SealedEvent {
  return { ...renumber(next, old.sequence, old.session_id), event_id: old.event_id };
}
