// The narrow gate: queue, storage and transport take only sealed events, and only this file makes
// them, from what the schema generates. Nothing with a text field fits through.
import type { CoreEvent, Envelope, SignalEvent, TagEvent } from "@undertone/wasm";

declare const sealed: unique symbol;

/** A signal event that went through `seal`. */
export type SealedEvent = SignalEvent & { readonly [sealed]: true };

export function seal(envelope: Envelope, core: CoreEvent | TagEvent): SealedEvent {
  return { ...envelope, ...core } as SealedEvent;
}

/** The same event under another number of its session. */
export function renumber(event: SealedEvent, sequence: number): SealedEvent {
  return { ...event, sequence };
}

/** An event as this tag stored it earlier, or nothing if it is damaged. */
export function restore(json: unknown): SealedEvent | undefined {
  const event = json as SealedEvent | null;
  return event && typeof event.event_id === "string" && typeof event.kind === "string"
    ? event
    : undefined;
}

/** A newer summary in the place of one that was not sent yet: no number is left unused. */
export function replaceSummary(old: SealedEvent, next: SealedEvent): SealedEvent {
  return { ...next, event_id: old.event_id, sequence: old.sequence };
}
