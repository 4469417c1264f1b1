// Capture of any widget, by what every chat does: a text that was typed appears again above the
// composer, and more text follows it. See chat.ts for the turns, network/ for the clock.

import { type Behaviour, createBehaviour } from "../behaviour.ts";
import { Exchange } from "../network/exchange.ts";
import { tapFetch } from "../network/tapFetch.ts";
import { tapEventSource, tapWebSocket, tapXhr } from "../network/tapOthers.ts";
import { idsOf, mayTrace } from "../network/trace.ts";
import { quietly, type Watcher } from "../network/watcher.ts";
import { ignoredBy } from "../presets.ts";
import { holds, isElement } from "../tree.ts";
import type { Capture, CaptureOptions, Hears, Safely, TurnSink } from "../turn.ts";
import { watchOpen } from "../watchOpen.ts";
import type { Hear, RootListener } from "../watchRoots.ts";
import { watchScroll } from "../watchScroll.ts";
import { Chat } from "./chat.ts";
import type { ChatEvents } from "./chatEvents.ts";
import { Draft, fieldOf, valueIn } from "./composer.ts";
import { heardOf } from "./judge.ts";
import { carries, keyOf } from "./normal.ts";
import type { Submit } from "./submit.ts";
import { ignore } from "./words.ts";

/** Fields that are watched at once; forms have many. */
const kMostChats = 8;
/** Longest text of a button that is sent when it is pressed. */
const kLongestChip = 200;
/** A request may leave just before the composer is seen to be empty. */
const kEarlyMs = 3000;
const kMostEarly = 8;

/** A stream that was opened while an answer is awaited may be this answer. */
const kPatienceMs = 4000;

const kPressable =
  "button,[role=button],[role=option],[role=listitem],li,a,label,input[type=button],input[type=submit]";

interface Early {
  exchange: Exchange;
  value: string;
  atMs: number;
}

export function captureGeneric(
  sink: TurnSink,
  nowMs: () => number,
  safely: Safely,
  { traceparent = false, ignore: ignoredBySite }: CaptureOptions = {},
): Capture & RootListener & { heard: Hears } {
  ignore(ignoredBy(ignoredBySite));
  let chats: Chat[] = [];
  let active: Chat | undefined;
  let early: Early[] = [];
  const behaviour: Behaviour = createBehaviour(sink, nowMs, "generic");

  const open = watchOpen(
    safely((isOpen: boolean) => behaviour.report(isOpen ? "widget_opened" : "widget_closed")),
  );

  const scroll = watchScroll(nowMs, () => behaviour.report("scrolled_back"));

  const events: ChatEvents = {
    said: (turn) => {
      if (turn.role === "user") behaviour.wentOn();
      return sink({ ...turn, type: "message", caught: "generic" });
    },
    answered: (turnIndex, nodes, meanwhile) => {
      behaviour.answered(turnIndex, nodes);
      for (const action of meanwhile) behaviour.report(action, turnIndex);
    },
    found: (scope) => {
      if (isElement(scope)) open.watch(scope);
    },
    edited: () => behaviour.report("edited_question"),
    nowMs,
    later,
  };

  function later(call: () => void, ms: number): () => void {
    const timer = setTimeout(safely(call), ms);
    return () => clearTimeout(timer);
  }

  const knownOf = (field: Element): Chat | undefined =>
    chats.find(({ draft }) => draft?.field === field);

  /** The chat that `field` is the composer of. */
  function chatOf(field: Element): Chat {
    const known = knownOf(field);
    if (known) return known;
    // A widget may make its composer anew, or open another one to edit an earlier message.
    let chat = chats.find(
      (one) => one.includes(field) || (one.isTrusted && !one.draft?.field.isConnected),
    );
    if (!chat) {
      if (chats.length >= kMostChats) chats = chats.filter((one) => one.isTrusted || one.isCurious);
      chat = new Chat(undefined, events);
      chats.push(chat);
    }
    chat.draft = new Draft(field);
    return chat;
  }

  function typedIn(event: Event, target: Element): void {
    const field = fieldOf(target);
    if (!field) return;
    active = chatOf(field);
    const { inputType } = event as InputEvent;
    // A line break is how some mobile keyboards say Enter.
    if (inputType === "insertLineBreak" || inputType === "insertParagraph") mayBeSent(active);
    if (event.type === "input") active.draft?.typed(inputType ?? "", nowMs());
    else active.draft?.look();
  }

  function pressedKey(event: Event, target: Element): void {
    const { key, isComposing, keyCode, shiftKey, altKey } = event as KeyboardEvent;
    // 229: an input method is at work and Enter ends its word.
    if (key !== "Enter" || isComposing || keyCode === 229 || shiftKey || altKey) return;
    typedIn(event, target);
    if (active) mayBeSent(active);
  }

  function pressed(_: Event, target: Element): void {
    const chat = chats.find((one) => one.includes(target)) ?? active;
    if (!fieldOf(target)) {
      if (active?.draft?.look()) mayBeSent(active);
      else if (chat?.isTrusted || active) chipPressed(target);
    }
    if (target.closest("[data-undertone-action]")) return;
    const isInChat = chats.some((one) => one.isTrusted && one.includes(target));
    const action = behaviour.clicked(
      target,
      isInChat,
      chats.some((one) => one.isAnswering),
    );
    if (action === "regenerated") chat?.again();
    if (action === "stopped") for (const one of chats) one.didMeanwhile(action);
  }

  /** The user looks elsewhere before the answer is complete. */
  function looked(): void {
    if (document.visibilityState !== "hidden") return;
    for (const chat of chats) chat.didMeanwhile("left_waiting");
  }

  function scrolled(_: Event, target: Element): void {
    const isList = ({ scope, isTrusted }: Chat): boolean =>
      isTrusted && scope !== undefined && holds(scope, target);
    if (chats.some(isList)) scroll.scrolled(target);
  }

  function pasted(event: Event, target: Element): void {
    const field = fieldOf(target);
    const text = (event as ClipboardEvent).clipboardData?.getData("text/plain") ?? "";
    if (field && text && !field.closest("[data-undertone-role]")) {
      chatOf(field).draft?.pastes([...text].length);
    }
  }

  /** A draft that was begun, taken away and left. */
  function left(_: Event, target: Element): void {
    const field = fieldOf(target);
    const chat = field && knownOf(field);
    if (chat?.draft && chat.isTrusted && !valueIn(chat.draft.field)) abandon(chat.draft);
  }

  function abandon(draft: Draft): void {
    const codePoints = [...valueIn(draft.field)].length || draft.erased;
    if (codePoints > 0) behaviour.report("draft_abandoned", undefined, codePoints);
    draft.erased = 0;
  }

  /** A text that is sent by pressing it: the echo will tell whether it was. */
  function chipPressed(target: Element): void {
    const chip = target.closest(kPressable) ?? target;
    const value = (chip.textContent ?? "").replace(/\s+/g, " ").trim();
    const chat = chats.find((one) => one.isTrusted) ?? active;
    if (!chat || !value || value.length > kLongestChip) return;
    const typed = { edits: 0, typingMs: undefined, pasted: 0 };
    chat.submit({ ...submitOf(chat, value), ...typed, isChip: true });
  }

  function submitOf(chat: Chat, value: string): Submit {
    const { draft } = chat;
    const initial = draft?.initial ?? "";
    const now = nowMs();
    const exchanges = early
      .filter((one) => one.value === value && now - one.atMs < kEarlyMs)
      .map(({ exchange }) => exchange);
    early = [];
    return {
      value,
      key: keyOf(value),
      sentMs: now,
      edits: draft?.edits ?? 0,
      typingMs: draft?.beganMs === undefined ? undefined : now - draft.beganMs,
      pasted: draft?.pasted ?? 0,
      isChip: false,
      isEdit: initial !== "" && initial !== value && chat.hasSaid(initial),
      composer: draft?.path ?? [],
      exchanges,
      channels: new Map(),
    };
  }

  /** Something was done that may send what stands in the composer. */
  function mayBeSent(chat: Chat): void {
    const { draft } = chat;
    const value = draft?.value;
    if (!draft || !value) return;
    chat.submit(submitOf(chat, value));
  }

  /** A composer that is empty all at once was sent, whatever did it. */
  function lookAtComposers(): void {
    for (const chat of chats) {
      const { draft } = chat;
      if (!draft?.isEmptied) continue;
      if (!chat.isPending(keyOf(draft.value))) mayBeSent(chat);
      draft.sent();
    }
  }

  function changed(records: MutationRecord[], atMs: number): void {
    lookAtComposers();
    if (!watcher.isCurious()) return;
    const nodes: Node[] = [];
    // What is taken away is a change of its place.
    const places: Node[] = [];
    for (const { type, target, addedNodes } of records) {
      if (type === "characterData") nodes.push(target);
      else if (addedNodes.length === 0) places.push(target);
      else nodes.push(...addedNodes);
    }
    for (const chat of chats) chat.changed(nodes, places, atMs);
  }

  function copied(_: Event, target: Element): void {
    if (!fieldOf(target)) behaviour.copied(target);
  }

  const watcher: Watcher = {
    isCurious: () => chats.some((chat) => chat.isCurious),
    sees(said, traceparent, hasEnd) {
      let exchange: Exchange | undefined;
      for (const chat of chats) {
        const submit = chat.awaits(said);
        const value = chat.draft?.value ?? "";
        const isEarly = !submit && value.length > 1 && carries(said, value);
        if (!submit && !isEarly) continue;
        exchange = new Exchange(nowMs, () => chat.heard(), hasEnd, submit?.key);
        if (submit) submit.exchanges.push(exchange);
        else early = [...early.slice(-kMostEarly), { exchange, value, atMs: nowMs() }];
        exchange.trace = idsOf(traceparent);
        break;
      }
      return exchange;
    },
    hears(channel, isNew = false) {
      const chat = active?.waiting ? active : chats.find(({ waiting }) => waiting);
      const submit = chat?.waiting;
      if (!chat || !submit) return undefined;
      let exchange = submit.channels.get(channel);
      if (!exchange) {
        exchange = new Exchange(nowMs, () => chat.heard(), isNew, submit.key, kPatienceMs);
        submit.channels.set(channel, exchange);
        submit.exchanges.push(exchange);
      }
      return exchange;
    },
    isTraced: (url) => mayTrace(traceparent, url, location.href),
  };

  function entered(on: Hear, window: Window & typeof globalThis, undo: (() => void)[]): void {
    on("input", typedIn);
    on("focusin", typedIn);
    on("compositionend", typedIn);
    on("keydown", pressedKey);
    on("click", pressed);
    on("submit", () => active && mayBeSent(active));
    on("copy", copied);
    on("paste", pasted);
    on("focusout", left);
    on("scroll", scrolled);
    for (const name of ["wheel", "touchmove", "keydown", "pointerdown"]) on(name, scroll.hand);
    on("visibilitychange", looked);
    for (const tap of [tapFetch, tapXhr, tapEventSource, tapWebSocket]) {
      quietly(() => undo.push(tap(window, watcher)));
    }
  }

  return {
    heard: (answer) => heardOf(chats.find(({ marked }) => marked)?.marked, answer),
    changed,
    grows: (node) => chats.some((chat) => chat.grows(node)),
    found(root) {
      for (const chat of chats) if (chat.isCurious) chat.changed([root], [], nowMs());
    },
    entered,
    leave(restart) {
      for (const chat of chats) chat.finish();
      behaviour.leave();
      if (restart) return;
      for (const { draft, isTrusted } of chats) if (draft && isTrusted) abandon(draft);
    },
    stop() {
      behaviour.stop();
      open.stop();
    },
  };
}
