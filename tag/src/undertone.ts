// What a page gets from `init`. Every call returns at once and none throws.
import type {
  Action,
  AssistantMessageEvent,
  ConversationEvent,
  Entity,
  Envelope,
  ErrorClass,
  FinishReason,
  MomentEvent,
  SignalEvent,
  UserMessageEvent,
} from "@undertone/wasm";
import type { Inspect } from "./inspector/inspector.ts";
import type { Consent } from "./options.ts";

/** What can be said about any message. */
export interface MessageInfo {
  /** Since the conversation began; default: now. */
  timeMs?: number;
  /** W3C trace and span of the turn, hex. */
  traceId?: string;
  spanId?: string;
}

export interface UserInfo extends MessageInfo {
  /** Edits before sending. */
  edits?: number;
  /** First key to sending. */
  typingMs?: number;
  /** Code points of it that were pasted. */
  pasted?: number;
}

export interface AssistantInfo extends MessageInfo {
  /** Send to last token. */
  latencyMs?: number;
  /** Send to first token. */
  firstTokenMs?: number;
  /** Gaps over 2 s while streaming. */
  stalls?: number;
  error?: ErrorClass;
  /** The model as the service names it: an identifier, up to 64 of `A-Z a-z 0-9 _ . : / -`. */
  model?: string;
  finishReason?: FinishReason;
  inputTokens?: number;
  outputTokens?: number;
}

export interface ActionInfo {
  /** Since the conversation began; default: now. */
  timeMs?: number;
  /** The answer it is about; default: the last one. */
  turnIndex?: number;
  /** `read`: milliseconds; `draft_abandoned`: code points. */
  value?: number;
}

export interface Listeners {
  /** A user or assistant message was scored. */
  signal: (event: Envelope & (UserMessageEvent | AssistantMessageEvent)) => void;
  moment: (event: Envelope & MomentEvent) => void;
  /** The running summary changed. */
  conversation: (event: Envelope & ConversationEvent) => void;
  /** Any event, also the tag's own. */
  event: (event: SignalEvent) => void;
}

export interface Undertone {
  user(text: string, info?: UserInfo): void;
  assistant(text: string, info?: AssistantInfo): void;
  /** A streamed answer: start, pieces as they come, end. Times itself. */
  assistantStart(info?: MessageInfo): void;
  delta(text: string): void;
  end(info?: AssistantInfo): void;
  /** The answer failed. Ends a streamed answer, else counts as an answer without text. */
  error(error: ErrorClass, info?: AssistantInfo): void;
  action(action: Action, info?: ActionInfo): void;
  newConversation(): void;
  endConversation(): void;
  /** Calls `listener` for each such event; returns the function that stops it. */
  on<Name extends keyof Listeners>(name: Name, listener: Listeners[Name]): () => void;
  /**
   * PII of a text: a promise of the worker's answer; once `inspector()` is there, the answer itself,
   * of the beginning of the text (4,096 code units, 256 digits). Empty while no engine runs. The
   * text goes nowhere else.
   */
  inspect(text: string): readonly Entity[] | Promise<readonly Entity[]>;
  /**
   * Loads the core into the page (about 105 kB, once), so that a widget can warn before it sends.
   * Resolves to `inspect` as it answers at once; to nothing where the core cannot run.
   */
  inspector(): Promise<Inspect | undefined>;
  setConsent(consent: Consent): void;
  /** Resolves when everything queued so far was delivered, stored or counted. */
  flush(): Promise<void>;
  /** Sends what is left and stops for good; every native function that was listened to is back. */
  shutdown(): Promise<void>;
  /** The same, for those who look for it under this name. */
  uninstall(): Promise<void>;
}
