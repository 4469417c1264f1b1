// What a site may configure. Every option has a default except `app` and `collector`.
import type { SignalEvent, Taxonomy } from "@undertone/wasm";
import type { DeepMode, DeepOptions } from "./deep/options.ts";
import type { CustomFormat, FormatName } from "./formats/format.ts";

/** Whether the visitor agreed. `pending` scores on the device and holds events in memory only. */
export type Consent = "granted" | "denied" | "pending";

/** Where events go, and how. */
export interface CollectorOptions {
  /** Address that takes the POST, for OTLP including `/v1/logs`. */
  url: string;
  /** Default `otlp`. A site's own format is a function from events to a body. */
  format?: FormatName | CustomFormat;
  /** Extra request headers, for example an API key of the collector. */
  headers?: Record<string, string>;
  /** Write key or project key, where the format has a place for one. */
  key?: string;
  /** `otlp` only: scores also as `gen_ai.evaluation.result` events. Default false. */
  evaluations?: boolean;
  /** `gzip` where the browser can and the body is over 1 kB. Default: as the format's usual receivers allow. */
  compression?: "gzip" | "none";
}

/** The bot as the site knows it; each becomes a label on every event. */
export interface BotOptions {
  id?: string;
  model?: string;
  variant?: string;
  promptVersion?: string;
}

export interface SamplingOptions {
  /** Share of conversations that are sent, in whole percent. */
  percent: number;
  /** Send moments of the others too. Default true. */
  keepMoments?: boolean;
}

/** Numbers from 0 to below 2^31: a timer of more milliseconds fires at once. */
export interface DeliveryOptions {
  /** Events in one request. Default 20: a batch that compresses well and stays far below 64 KiB. */
  maxBatchSize?: number;
  /** Longest wait of an event for company. Default 5,000. */
  flushDelayMs?: number;
  /** Events held in memory. Default 1,000. */
  maxQueueSize?: number;
  /** Bytes kept in IndexedDB. Default 2,000,000. */
  maxStoredBytes?: number;
  /** Age at which an undelivered event is given up. Default 24 h. */
  maxAgeMs?: number;
  /** Time limit of one request. Default 10,000. */
  sendTimeoutMs?: number;
  /** Longest wait before the first retry; doubles each time. Default 1,000. */
  retryDelayMs?: number;
  /** Longest wait before any retry. Default 60,000. */
  maxRetryDelayMs?: number;
  /** Sustained events per second and page. Default 10. */
  eventsPerSecond?: number;
  /** Events at once before the sustained rate counts. Default 50. */
  eventBurst?: number;
  /** `false` keeps undelivered events in memory only. Default true. */
  storage?: boolean;
}

/** The request itself; `fetch` fits. A parameter so that a test or a page can look at what leaves. */
export type SendRequest = (url: string, init: RequestInit) => Promise<Response>;

export interface Options {
  /** Name of the chat; becomes `service.name`. */
  app: string;
  collector: CollectorOptions | CollectorOptions[];
  bot?: BotOptions;
  /** Path template of the page, for example `/orders/:id`. Never derived from the URL. */
  route?: string | (() => string);
  /** Default `granted`: the events hold no personal data. */
  consent?: Consent;
  /** What Global Privacy Control and Do Not Track do. Default `no-visitor`: no visitor id. */
  privacySignals?: "no-visitor" | "deny" | "ignore";
  /** Keep a random, rotating, first-party visitor id while consent is granted. Default false. */
  visitor?: boolean;
  sampling?: SamplingOptions;
  /** Sees each event before it is queued; `null` drops it. May change numbers, to whole ones, and remove fields, not add any. */
  beforeSend?: BeforeSend;
  /** Folder of the engine scripts, or `none`. Default: beside `undertone.js`; packaged in module use. */
  engine?: string;
  /** Address of a self-hosted worker, for pages whose `worker-src` forbids `blob:`. */
  workerUrl?: string;
  /** Time limit for the engine to become ready. Default 10,000. */
  engineTimeoutMs?: number;
  /** Languages whose model is loaded. Default `["en"]`. */
  models?: string[];
  /**
   * Topics of the site: label -> a few example sentences, or what `undertone topics build` wrote.
   * An event's `topic` is the number of the label, from 1 in this order; examples stay here.
   */
  topics?: Taxonomy;
  /**
   * Let a larger model have a second look at doubtful turns, where device and connection can carry
   * it. `auto` loads it when the first such turn comes, `on` when the page is idle. Default `off`.
   */
  deep?: DeepMode;
  deepOptions?: DeepOptions;
  /** Nonce for the scripts that the tag adds. */
  nonce?: string;
  /** Watch the page for a chat, marked with `data-undertone-role` or not. Default true in script use, false in module use. */
  capture?: boolean;
  /**
   * Chat requests that carry no W3C `traceparent` get one, so that a turn can be opened in the trace
   * that answered it: `true` to the page's own origin, a list to these origins as well (their CORS
   * has to allow the header). One that is there is always read. Default false.
   */
  traceparent?: boolean | string[];
  /**
   * CSS selector of what is no part of a message in the widget that is watched, for example badges.
   * Sites that write their own markup use `data-undertone-ignore`.
   */
  ignore?: string;
  delivery?: DeliveryOptions;
  /** Default `fetch`. */
  request?: SendRequest;
}

/** Names that would carry text, so that a hook which adds one does not compile. */
type TextField =
  | "text"
  | "content"
  | "message"
  | "body"
  | "transcript"
  | "prompt"
  | "input"
  | "output";

/** What a hook may give back: the event, without any field that could hold text. */
export type HookedEvent = SignalEvent & { [Name in TextField]?: never };

export type BeforeSend = (event: SignalEvent) => HookedEvent | null;
