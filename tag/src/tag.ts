// The tag: turns in, events out. Its methods are the order of work: turn -> engine -> event ->
// consent, sampling, hook, rate -> delivery.
import type {
  ConversationEvent,
  CoreEvent,
  EndReason,
  Envelope,
  Input,
  TagEvent,
} from "@undertone/wasm";
import type { Turn } from "./capture/turn.ts";
import { codePoints } from "./conversation/codePoints.ts";
import { Conversation, isSampled, kConversationIdleMs } from "./conversation/conversation.ts";
import { actionInput, messageInput, traceOf } from "./conversation/inputOf.ts";
import { Session } from "./conversation/session.ts";
import { summaryWithout } from "./conversation/summaryWithout.ts";
import { Visitor } from "./conversation/visitor.ts";
import { applyHook } from "./event/applyHook.ts";
import { Clock } from "./event/clock.ts";
import { randomId, uuidV7 } from "./event/randomId.ts";
import { type SealedEvent, seal } from "./event/seal.ts";
import type { Consent } from "./options.ts";
import { privacySignal } from "./privacySignal.ts";
import { rateLimit } from "./queue/rateLimit.ts";
import { label, type Resolved } from "./resolveOptions.ts";
import { Budget } from "./transport/budget.ts";
import { createDelivery, type Delivery } from "./transport/delivery.ts";
import type { Listeners } from "./undertone.ts";
import type { EngineClient } from "./worker/client.ts";

type DropReason = Parameters<Delivery["drops"]["count"]>[0];

/** What an event's envelope needs of the turn that caused it. */
interface Cause {
  conversation: Conversation;
  unixMs: number;
  engine: Envelope["engine"];
  traceId?: string | undefined;
  spanId?: string | undefined;
}

const kMessageKinds = /_message$/;

export class Tag {
  readonly clock = new Clock();
  private readonly _deliveries: Delivery[];
  private readonly _session: Session;
  private readonly _visitor = new Visitor();
  private readonly _mayPass: () => boolean;
  private readonly _listeners = new Set<[keyof Listeners, (event: never) => void]>();
  private _consent: Consent;
  /** events that wait for consent */
  private _held: SealedEvent[] = [];
  private _conversation: Conversation | undefined;
  private _idleTimer: ReturnType<typeof setTimeout> | undefined;
  private _client: EngineClient | undefined;

  constructor(private readonly _options: Resolved) {
    const { delivery } = _options;
    this._consent = _options.consent;
    const maySend = (): boolean => this._consent === "granted";
    const mayStore = (): boolean => delivery.storage && maySend();
    this._session = new Session(this.clock, mayStore);
    this._mayPass = rateLimit(delivery.eventsPerSecond, delivery.eventBurst, () =>
      this.clock.elapsedMs(),
    );
    const context = {
      options: delivery,
      clock: this.clock,
      budget: new Budget(),
      request: _options.request ?? ((url, init) => fetch(url, init)),
      tabId: this._session.tabId,
      pageId: randomId().slice(0, 8),
      maySend,
      nextSequence: (key: string) => this._session.nextSequence(key),
      seal: (report: TagEvent) => seal(this._envelope(this.clock.nowMs()), report),
    };
    this._deliveries = _options.collectors.map((collector) => createDelivery(collector, context));
  }

  /** The engine to ask from now on; until then turns are told unscored. */
  useEngine(client: EngineClient): void {
    this._client = client;
  }

  on<Name extends keyof Listeners>(name: Name, listener: Listeners[Name]): () => void {
    const entry: [keyof Listeners, (event: never) => void] = [name, listener];
    this._listeners.add(entry);
    return () => this._listeners.delete(entry);
  }

  /** Takes a turn from any way of capture; returns the index of a message in its conversation. */
  take(turn: Turn): number | undefined {
    if (this._consent === "denied") {
      return this._drop("no_consent");
    }
    if (turn.type === "message") {
      const conversation = this._current(turn.atMs);
      const input = messageInput(turn, conversation.beginMs);
      const unscored = conversation.unscored.message(input, codePoints(turn.text));
      this._ask(conversation, input, turn, turn.text, unscored);
      return unscored.turn_index;
    }
    const conversation = this._current(turn.atMs);
    const input = actionInput(turn, conversation.beginMs);
    if (!input) {
      this.note({ error: true });
      return undefined;
    }
    conversation.unscored.action(input);
    this._ask(conversation, input, turn);
    return undefined;
  }

  /** Ends the conversation, if there is one. */
  endConversation(reason: EndReason): void {
    const conversation = this._conversation;
    if (!conversation) return;
    this._conversation = undefined;
    clearTimeout(this._idleTimer);
    const atMs = this.clock.elapsedMs();
    const time_ms = Math.max(0, Math.round(atMs - conversation.beginMs));
    this._ask(conversation, { kind: "end", reason, time_ms }, { atMs });
    this._client?.forget(conversation.id);
  }

  setConsent(consent: Consent): void {
    if (consent === this._consent) return;
    this._consent = consent;
    const held = this._held.splice(0);
    if (consent === "granted") {
      for (const event of held) this._admit(event);
      for (const delivery of this._deliveries) delivery.resume();
    } else if (consent === "denied") {
      this._drop("no_consent", held.length);
      this._session.forget();
      this._visitor.forget();
      for (const delivery of this._deliveries) void delivery.forget();
    } else this._held = held;
  }

  note(health: { engineLoadMs?: number; error?: boolean }): void {
    for (const delivery of this._deliveries) delivery.note(health);
  }

  async flush(): Promise<void> {
    await Promise.all(this._deliveries.map((delivery) => delivery.flush()));
  }

  resume(): void {
    for (const delivery of this._deliveries) delivery.resume();
  }

  /** The page is hidden: all that is ready goes now. */
  hide(): void {
    if (this._consent !== "granted") return;
    for (const delivery of this._deliveries) delivery.leave(false);
  }

  /** The page closes: what the engine has not answered goes unscored, the summary is the last. */
  close(persisted: boolean, reason: "queue_overflow" | "shutdown" = "queue_overflow"): void {
    this._client?.handBack();
    const conversation = this._conversation;
    if (conversation?.summary && !persisted) {
      this._conversation = undefined;
      const summary = { ...conversation.summary, final: true, end_reason: "page_exit" as const };
      this._emit([summary], this._cause(conversation, this.clock.elapsedMs()));
    }
    if (this._consent !== "granted") return;
    for (const delivery of this._deliveries) delivery.leave(true, reason);
  }

  async stop(): Promise<void> {
    clearTimeout(this._idleTimer);
    this.close(false, "shutdown");
    await this.flush();
  }

  /** The running conversation; a new one if there is none or the last is too long ago. */
  private _current(nowMs: number): Conversation {
    if (this._conversation?.isIdle(nowMs)) this.endConversation("idle");
    this._conversation ??= new Conversation(nowMs);
    this._conversation.lastMs = nowMs;
    clearTimeout(this._idleTimer);
    this._idleTimer = setTimeout(() => this.endConversation("idle"), kConversationIdleMs);
    return this._conversation;
  }

  /** Asks the engine what an input means, or says what can be said without one. */
  private _ask(
    conversation: Conversation,
    input: Input,
    turn: { atMs: number; traceId?: string | undefined; spanId?: string | undefined },
    text = "",
    unscored?: CoreEvent,
  ): void {
    const cause = { ...this._cause(conversation, turn.atMs), ...traceOf(turn) };
    const settle = (events: CoreEvent[] | undefined): void => {
      if (events) {
        this._emit(events, { ...cause, engine: this._client?.engine ?? "none" });
        return;
      }
      const summary = summaryWithout(conversation, input.kind === "end" ? input.reason : "open");
      this._emit(unscored ? [unscored, summary] : [summary], cause);
    };
    if (this._client) this._client.push({ conversation: conversation.id, input, text, settle });
    else settle(undefined);
  }

  private _cause(conversation: Conversation, atMs: number): Cause {
    const unixMs = Math.round(this.clock.nowMs() - (this.clock.elapsedMs() - atMs));
    return { conversation, unixMs, engine: "none" };
  }

  private _envelope(unixMs: number, cause?: Cause): Envelope {
    const { labels, route } = this._options;
    const now = this.clock.nowMs();
    const visit = cause && this._visit();
    const path = typeof route === "function" ? route() : route;
    return {
      event_id: uuidV7(now),
      time_ms: unixMs,
      observed_time_ms: now,
      sequence: 0,
      ...(cause && { conversation_id: cause.conversation.id }),
      session_id: this._session.id,
      ...(visit && { visitor: visit.visitor }),
      ...labels,
      ...(path && { page_route: label(path) }),
      engine: cause?.engine ?? this._client?.engine ?? "none",
      ...(cause?.traceId && { trace_id: cause.traceId }),
      ...(cause?.spanId && { span_id: cause.spanId }),
    };
  }

  private _visit() {
    const { visitor, privacySignals } = this._options;
    if (!visitor || this._consent !== "granted") return undefined;
    if (privacySignals !== "ignore" && privacySignal()) return undefined;
    return this._visitor.visit(this.clock.nowMs());
  }

  private _emit(events: readonly CoreEvent[], cause: Cause): void {
    for (const core of events) {
      const event = core.kind === "conversation" ? this._summary(core, cause) : core;
      this._admit(seal(this._envelope(cause.unixMs, cause), event));
    }
  }

  /** The summary with what only the page knows. */
  private _summary(core: ConversationEvent, { conversation }: Cause): ConversationEvent {
    const visit = this._visit();
    const event = visit ? { ...core, visits: visit.visits, reopened: visit.reopened } : core;
    conversation.summary = event;
    return event;
  }

  /** Consent, sampling, hook and rate: what passes is queued. */
  private _admit(event: SealedEvent): void {
    if (this._consent === "denied") {
      this._drop("no_consent");
    } else if (this._consent === "granted") {
      this._tell(this._pass(event) ?? event);
    } else {
      this._tell(event);
      this._held.push(event);
      if (this._held.length > this._options.delivery.maxQueueSize) {
        this._held.shift();
        this._drop("queue_overflow");
      }
    }
  }

  private _pass(event: SealedEvent): SealedEvent | undefined {
    const { samplePercent, sampling, beforeSend } = this._options;
    const kept = event.kind === "moment" && sampling?.keepMoments !== false;
    if (!kept && !isSampled(event.conversation_id, samplePercent)) {
      return this._drop("sampled_out");
    }
    let passed: SealedEvent | null;
    try {
      passed = applyHook(beforeSend, event);
    } catch {
      passed = null; // a hook that fails might have wanted to hide something
      this.note({ error: true });
    }
    if (!passed) return this._drop("hook");
    const limited = kMessageKinds.test(event.kind) || event.kind === "moment";
    if (limited && !this._mayPass()) return this._drop("rate_limited");
    let first: SealedEvent | undefined;
    for (const delivery of this._deliveries) {
      const queued = delivery.enqueue(passed);
      first ??= queued;
    }
    return first;
  }

  private _drop(reason: DropReason, count = 1): undefined {
    for (const delivery of this._deliveries) delivery.drops.count(reason, count);
  }

  /** Tells the page's listeners. What they throw is theirs, and stays here. */
  private _tell(event: SealedEvent): void {
    const kind = kMessageKinds.test(event.kind) ? "signal" : event.kind;
    for (const [name, listener] of this._listeners) {
      if (name !== "event" && name !== kind) continue;
      try {
        listener(event as never);
      } catch {
        this.note({ error: true });
      }
    }
  }
}
