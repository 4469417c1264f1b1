// A format turns sealed events into a request body, in two steps so that closing a page only joins
// strings: `encode` runs when an event is queued, `join` when a batch is sent.
import type { SignalEvent } from "@undertone/wasm";

export type FormatName =
  | "otlp"
  | "ndjson"
  | "cloudevents"
  | "snowplow"
  | "segment"
  | "posthog"
  | "faro";

/** What a format may know beside the events. */
export interface FormatContext {
  app: string;
  /** Unix ms at which the batch is sent, corrected clock */
  sentAtMs: number;
}

/** A site's own format. */
export type CustomFormat = (
  events: readonly SignalEvent[],
  context: FormatContext,
) => { body: string; headers?: Record<string, string> };
