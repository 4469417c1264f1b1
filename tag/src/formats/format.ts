// A format turns sealed events into a request body, in two steps so that closing a page only joins
// strings: `fragmentOf` runs when an event is queued, `bodyOf` when a batch is sent.
import type { SignalEvent } from "@undertone/wasm";
import type { SealedEvent } from "../event/seal.ts";

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

export interface Body {
  body: string;
  headers?: Record<string, string>;
}

/** A site's own format. */
export type CustomFormat = (events: readonly SignalEvent[], context: FormatContext) => Body;

/** A format of ours. */
export interface Format {
  /** Its usual receivers take gzip. */
  gzip?: boolean;
  /** Its answers may tell how many records were refused. */
  partial?: boolean;
  fragmentOf(event: SealedEvent): string;
  /** Fragments of one group, and the events they are made from, to a body. */
  bodyOf(
    fragments: readonly string[],
    events: readonly SealedEvent[],
    context: FormatContext,
  ): Body;
  /** Events of different groups cannot share a body. */
  groupOf?(event: SealedEvent): string;
}

export const asBody = (
  body: string,
  contentType = "application/json",
  headers?: Record<string, string>,
): Body => ({ body, headers: { "content-type": contentType, ...headers } });
