// The tag: turns in, events out. Its functions are in the order of work: turn -> engine -> event ->
// consent, sampling, hook, rate -> delivery.
import type {
  AssistantMessageEvent,
  ConversationEvent,
  CoreEvent,
  DropReason,
  EndReason,
  Envelope,
  Input,
  TagEvent,
} from "@undertone/wasm";
import type { Turn } from "./capture/turn.ts";
import { codePoints } from "./conversation/codePoints.ts";
import { Conversation, isSampled, kConversationIdleMs } from "./conversation/conversation.ts";
import { actionInput, factsOf, messageInput, traceOf } from "./conversation/inputOf.ts";
import { Session } from "./conversation/session.ts";
import { summaryWithout } from "./conversation/summaryWithout.ts";
import { Visitor } from "./conversation/visitor.ts";
import { applyHook } from "./event/applyHook.ts";
import { Clock } from "./event/clock.ts";
import { randomId, uuidV7 } from "./event/randomId.ts";
import { renumber, type SealedEvent, seal } from "./event/seal.ts";
import { known } from "./known.ts";
import type { Consent } from "./options.ts";
import { privacySignal } from "./privacySignal.ts";
import type { Health } from "./queue/health.ts";
import { rateLimit } from "./queue/rateLimit.ts";
import { label, type Resolved } from "./resolveOptions.ts";
import { Budget } from "./transport/budget.ts";
import { createDelivery } from "./transport/delivery.ts";
import { sendLater } from "./transport/sendLater.ts";
import type { Listeners } from "./undertone.ts";
import type { EngineClient } from "./worker/client.ts";

/** What an event's envelope needs of the turn that caused it. */
interface Cause {
  conversation: Conversation;
  unixMs: number;
  engine: Envelope["engine"];
  traceId?: string | undefined;
  spanId?: string | undefined;
}

const kMessageKinds = /_message$/;

export function createTag(options: Resolved) {
  const { delivery: limits } = options;
  const clock = new Clock();
  let consent = options.consent;
  const maySend = (): boolean => consent === "granted";
  const session = new Session(clock, () => limits.storage && maySend());
  const visitors = new Visitor();
  const mayPass = rateLimit(limits.eventsPerSecond, limits.eventBurst, () => clock.elapsedMs());
  const listeners = new Set<[keyof Listeners, (event: never) => void]>();
  /** events that wait for consent */
  const held: SealedEvent[] = [];
  let current: Conversation | undefined;
  let idleTimer: ReturnType<typeof setTimeout> | undefined;
  let client: EngineClient | undefined;
  const context = {
    options: limits,
    clock,
    budget: new Budget(),
    request: options.request ?? ((url: string, init: RequestInit) => fetch(url, init)),
    // A site's own request shall see all that leaves.
    later: options.request ? undefined : sendLater,
    tabId: session.tabId,
    pageId: randomId().slice(0, 8),
    maySend,
    nextSequence: (key: string) => session.nextSequence(key),
    seal: (report: TagEvent) => seal(envelopeOf(clock.nowMs()), report),
  };
  const deliveries = options.collectors.map((collector) => createDelivery(collector, context));

  /** The engine to ask from now on; until then turns are told unscored. */
  function useEngine(given: EngineClient): void {
    client = given;
  }

  function on<Name extends keyof Listeners>(name: Name, listener: Listeners[Name]): () => void {
    const entry: [keyof Listeners, (event: never) => void] = [name, listener];
    listeners.add(entry);
    return () => listeners.delete(entry);
  }

  /** Takes a turn from any way of capture; returns the index of a message in its conversation. */
  function take(turn: Turn): number | undefined {
    if (consent === "denied") {
      return drop("no_consent");
    }
    const conversation = currentAt(turn.atMs);
    if (turn.type === "message") {
      const input = messageInput(turn, conversation.beginMs);
      const unscored = conversation.unscored.message(input, codePoints(turn.text));
      conversation.note(unscored.turn_index, factsOf(turn));
      ask(conversation, input, turn, turn.text, unscored);
      return unscored.turn_index;
    }
    const input = actionInput(turn, conversation.beginMs);
    if (!input) {
      note("internal_errors");
      return undefined;
    }
    conversation.unscored.action(input);
    ask(conversation, input, turn);
    return undefined;
  }

  /** Ends the conversation, if there is one. */
  function endConversation(reason: EndReason): void {
    const conversation = current;
    if (!conversation) return;
    current = undefined;
    clearTimeout(idleTimer);
    const atMs = clock.elapsedMs();
    const time_ms = Math.max(0, Math.round(atMs - conversation.beginMs));
    ask(conversation, { kind: "end", reason, time_ms }, { atMs });
    client?.forget(conversation.id);
  }

  function setConsent(given: Consent): void {
    if (given === consent) return;
    consent = given;
    if (consent === "granted") {
      for (const event of held.splice(0)) pass(renumber(event, 0, session.id));
      resume();
    } else if (consent === "denied") {
      drop("no_consent", held.splice(0).length);
      session.forget();
      visitors.forget();
      for (const delivery of deliveries) void delivery.forget();
    }
  }

  function note(...told: Parameters<Health["note"]>): void {
    for (const { health } of deliveries) health.note(...told);
  }

  async function flush(): Promise<void> {
    await Promise.all(deliveries.map((delivery) => delivery.flush()));
  }

  function resume(): void {
    session.setOpen(true);
    for (const delivery of deliveries) delivery.resume();
  }

  /** The page is hidden: all that is ready goes now. */
  function hide(): void {
    if (consent !== "granted") return;
    for (const delivery of deliveries) delivery.leave(false);
  }

  /** The page closes: what the engine has not answered goes unscored, the summary is the last. */
  function close(persisted: boolean, reason?: "shutdown"): void {
    client?.handBack();
    const conversation = current;
    if (conversation?.summary && !persisted) {
      current = undefined;
      const summary = { ...conversation.summary, final: true, end_reason: "page_exit" as const };
      emit([summary], causeOf(conversation, clock.elapsedMs()));
    }
    if (consent !== "granted") return;
    for (const delivery of deliveries) delivery.leave(true, reason);
    session.setOpen(false);
  }

  async function stop(): Promise<void> {
    clearTimeout(idleTimer);
    close(false, "shutdown");
    await flush();
  }

  /** The running conversation; a new one if there is none or the last is too long ago. */
  function currentAt(nowMs: number): Conversation {
    if (current?.isIdle(nowMs)) endConversation("idle");
    current ??= new Conversation(nowMs);
    current.lastMs = nowMs;
    clearTimeout(idleTimer);
    idleTimer = setTimeout(() => endConversation("idle"), kConversationIdleMs);
    return current;
  }

  /** Asks the engine what an input means, or says what can be said without one. */
  function ask(
    conversation: Conversation,
    input: Input,
    turn: { atMs: number; traceId?: string | undefined; spanId?: string | undefined },
    text = "",
    unscored?: CoreEvent,
  ): void {
    const cause = { ...causeOf(conversation, turn.atMs), ...traceOf(turn) };
    const settle = (events: CoreEvent[] | undefined): void => {
      if (events) {
        emit(events, { ...cause, engine: client?.engine ?? "none" });
        return;
      }
      const summary = summaryWithout(conversation, input.kind === "end" ? input.reason : "open");
      emit(unscored ? [unscored, summary] : [summary], cause);
    };
    if (client) client.push({ conversation: conversation.id, input, text, settle });
    else settle(undefined);
  }

  function causeOf(conversation: Conversation, atMs: number): Cause {
    const unixMs = Math.round(clock.nowMs() - (clock.elapsedMs() - atMs));
    return { conversation, unixMs, engine: "none" };
  }

  function envelopeOf(unixMs: number, cause?: Cause): Envelope {
    const { labels } = options;
    const now = clock.nowMs();
    const visit = cause && visitOf();
    return known<Envelope>({
      event_id: uuidV7(now),
      time_ms: unixMs,
      observed_time_ms: now,
      sequence: 0,
      conversation_id: cause?.conversation.id,
      session_id: session.id,
      visitor: visit?.visitor,
      ...labels,
      page_route: routeOf(),
      engine: cause?.engine ?? client?.engine ?? "none",
      trace_id: cause?.traceId,
      span_id: cause?.spanId,
    });
  }

  /** A site's own function may fail. */
  function routeOf(): string | undefined {
    const { route } = options;
    try {
      return label(typeof route === "function" ? route() : route);
    } catch {
      note("internal_errors");
      return undefined;
    }
  }

  function visitOf() {
    const { visitor, privacySignals } = options;
    if (!visitor || consent !== "granted") return undefined;
    if (privacySignals !== "ignore" && privacySignal()) return undefined;
    return visitors.visit(clock.nowMs());
  }

  function emit(events: readonly CoreEvent[], cause: Cause): void {
    for (const core of events) {
      const event = core.kind === "conversation" ? summaryOf(core, cause) : core;
      const { turn_index } = event as AssistantMessageEvent;
      const facts = kMessageKinds.test(event.kind) && cause.conversation.facts.get(turn_index);
      admit(seal({ ...envelopeOf(cause.unixMs, cause), ...facts }, event));
    }
  }

  /** The summary with what only the page knows. */
  function summaryOf(core: ConversationEvent, { conversation }: Cause): ConversationEvent {
    const visit = visitOf();
    const event = visit ? { ...core, visits: visit.visits, reopened: visit.reopened } : core;
    conversation.summary = event;
    return event;
  }

  /** Consent, sampling, hook and rate: what passes is queued. */
  function admit(event: SealedEvent): void {
    if (consent === "denied") {
      drop("no_consent");
    } else if (consent === "granted") {
      tell(pass(event) ?? event);
    } else {
      tell(event);
      held.push(event);
      if (held.length > options.delivery.maxQueueSize) {
        held.shift();
        drop("queue_overflow");
      }
    }
  }

  function pass(event: SealedEvent): SealedEvent | undefined {
    const { samplePercent, sampling, beforeSend } = options;
    const kept = event.kind === "moment" && sampling?.keepMoments !== false;
    if (!kept && !isSampled(event.conversation_id, samplePercent)) {
      return drop("sampled_out");
    }
    let passed: SealedEvent | null;
    try {
      passed = applyHook(beforeSend, event);
    } catch {
      passed = null; // a hook that fails might have wanted to hide something
      note("internal_errors");
    }
    if (!passed) return drop("hook");
    const limited = kMessageKinds.test(event.kind) || event.kind === "moment";
    if (limited && !mayPass()) return drop("rate_limited");
    let first: SealedEvent | undefined;
    for (const delivery of deliveries) {
      const queued = delivery.enqueue(passed);
      first ??= queued;
    }
    return first;
  }

  function drop(reason: DropReason, count = 1): undefined {
    for (const { health } of deliveries) health.count(reason, count);
  }

  /** Tells the page's listeners. What they throw is theirs, and stays here. */
  function tell(event: SealedEvent): void {
    const kind = kMessageKinds.test(event.kind) ? "signal" : event.kind;
    for (const [name, listener] of listeners) {
      if (name !== "event" && name !== kind) continue;
      try {
        listener(event as never);
      } catch {
        note("internal_errors");
      }
    }
  }

  return {
    clock,
    useEngine,
    on,
    take,
    endConversation,
    setConsent,
    note,
    flush,
    resume,
    hide,
    close,
    stop,
  };
}

export type Tag = ReturnType<typeof createTag>;
