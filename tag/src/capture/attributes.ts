// Capture of a widget whose bubbles say who speaks:
//
//   data-undertone-role="user" | "assistant" | "error"    on a bubble
//   data-undertone-role="composer"                        on the text field (edits, drafts, holds)
//   data-undertone-action="copied" | "thumbs_up" | ...    on a button
//   data-undertone-ignore                                 on what is not part of the text
//
// A bubble counts once: what was there before, what is drawn again and what a scrolled list brings
// back is known. A streamed answer is finished when it is quiet and nothing holds it open.
import type { Action, ErrorClass } from "@undertone/wasm";
import { AnswerTimer } from "./answerTimer.ts";
import { createBehaviour } from "./behaviour.ts";
import { valueIn } from "./generic/composer.ts";
import { isBusy, isDisabled } from "./generic/holds.ts";
import { textOf } from "./textOf.ts";
import { closestTo, holds, isElement } from "./tree.ts";
import type { Capture, Hears, Safely, TurnSink } from "./turn.ts";
import type { Hear, RootListener } from "./watchRoots.ts";

/** Quiet for this long is finished, measured on 17 widgets; the longest silence of a held one. */
const kQuietMs = 1200;
const kLongestMs = 20_000;
const kLookAgainMs = 250;
/** Changes that come at once with a history, not with a message. */
const kMany = 300;

const kRole = "[data-undertone-role]";
const kCaught = { caught: "attribute", confidence: 1 } as const;

const roleOf = (element: Element): string => element.getAttribute("data-undertone-role") ?? "";
const rawText = (element: Element): string => element.textContent ?? "";
const keyOf = (element: Element): string => `${roleOf(element)} ${rawText(element)}`;

/** Calls `call` with the bubbles in `nodes`, which may be some. */
function eachBubble(nodes: NodeList, call: (bubble: Element) => void): void {
  for (const node of nodes) {
    if (!isElement(node)) continue;
    if (node.matches(kRole)) call(node);
    node.querySelectorAll(kRole).forEach(call);
  }
}

interface Answer {
  element: Element;
  timer: AnswerTimer;
  /** as it was last seen */
  raw: string;
}

/** `safely` keeps what is thrown inside out of the page; `hears` asks the network. */
export function captureAttributes(
  sink: TurnSink,
  nowMs: () => number,
  safely: Safely,
  hears: Hears,
): Capture & RootListener {
  /** bubbles that are known, with the turn they became, if any */
  const known = new WeakMap<Element, number | undefined>();
  /** of these, the ones of this conversation: only they may leave and return */
  let current = new WeakSet<Element>();
  /** bubbles that were known and left the page, by content */
  let gone: string[] = [];
  let isMarked = false;
  let open: Answer | undefined;
  let quiet: ReturnType<typeof setTimeout> | undefined;
  let sentMs = nowMs();
  let edits = 0;
  let field: Element | undefined;
  const behaviour = createBehaviour(sink, nowMs, "attribute");

  function entered(on: Hear): void {
    on("input", (event, target) => {
      const deletes = /^(delete|history)/.test((event as InputEvent).inputType ?? "");
      if (deletes && target.closest(kRole) === field) edits += 1;
    });
    on("copy", (_, target) => behaviour.copied(target));
    on("click", (_, target) => click(target));
  }

  function changed(records: MutationRecord[], atMs: number): void {
    // A long history without a mark is not looked through.
    if (records.length > kMany && !isMarked && !document.querySelector(kRole)) return;
    const touched = new Set<Element>();
    for (const { target, addedNodes, removedNodes } of records) {
      const around = closestTo(target, kRole);
      if (around) touched.add(around);
      eachBubble(addedNodes, (bubble) => touched.add(bubble));
      eachBubble(removedNodes, removed);
    }
    const fresh = [...touched].filter((bubble) => bubble.isConnected && !known.has(bubble));
    // A person sends one message at a time: several at once are a history that was loaded.
    const isHistory = fresh.filter((bubble) => roleOf(bubble) === "user").length > 1;
    for (const bubble of fresh) {
      if (isHistory) know(bubble);
      else added(bubble);
    }
    const answer = open;
    if (answer && touched.has(answer.element)) grown(answer, rawText(answer.element), atMs);
  }

  function know(bubble: Element, turn?: number): void {
    if (roleOf(bubble) === "composer") field = bubble;
    known.set(bubble, turn);
    current.add(bubble);
    isMarked = true;
  }

  function removed(bubble: Element): void {
    if (!current.has(bubble) || bubble === open?.element) return;
    gone.push(keyOf(bubble));
  }

  /** Is it one that was removed before? Each removal explains one return. */
  function returns(bubble: Element): boolean {
    const at = gone.indexOf(keyOf(bubble));
    if (at >= 0) gone.splice(at, 1);
    return at >= 0;
  }

  function added(bubble: Element): void {
    const role = roleOf(bubble);
    const raw = rawText(bubble);
    if (role === "composer" || returns(bubble)) {
      know(bubble);
    } else if (role === "user") {
      if (!raw.trim()) return; // filled in a moment
      finish();
      behaviour.wentOn();
      const turn = { text: textOf(bubble), edits };
      edits = 0;
      sentMs = nowMs();
      know(bubble, say("user", turn));
    } else if (role === "error") {
      know(bubble);
      if (open) finish(true);
      else say("assistant", { text: "", error: "widget", ...hears("")?.facts });
    } else if (role === "assistant") {
      const answer = open;
      know(bubble);
      if (answer && !answer.element.isConnected && raw.startsWith(answer.raw)) {
        answer.element = bubble; // drawn anew while it grows
        grown(answer, raw);
        return;
      }
      finish();
      open = { element: bubble, timer: new AnswerTimer(sentMs), raw: "" };
      grown(open, raw);
    }
  }

  /** Something changed in the open answer. */
  function grown(answer: Answer, raw: string, atMs = nowMs()): void {
    if (raw !== answer.raw && raw.trim()) answer.timer.grow(atMs);
    answer.raw = raw;
    wait(kQuietMs);
  }

  function wait(ms: number): void {
    clearTimeout(quiet);
    quiet = setTimeout(
      safely(() => {
        const answer = open;
        if (!answer) return;
        const quietMs = nowMs() - answer.timer.lastMs;
        const isHeard = hears(answer.raw)?.isOpen;
        const waits = !answer.raw.trim() || isHeard || isHeld(answer.element);
        if (waits && quietMs < kLongestMs) wait(kLookAgainMs);
        else finish();
      }),
      ms,
    );
  }

  function isHeld(element: Element): boolean {
    return isBusy(element) || Boolean(field?.isConnected && isDisabled(field));
  }

  function finish(failed = false): void {
    const answer = open;
    open = undefined;
    clearTimeout(quiet);
    if (!answer) return;
    const text = textOf(answer.element);
    const isError = failed || answer.element.matches("[data-undertone-error]");
    if (!text && !isError) return; // a placeholder that never became an answer
    const error = isError && { error: "widget" as const };
    const turn = { text, ...answer.timer.times(), ...error, ...hears(text)?.facts };
    const turnIndex = say("assistant", turn, answer.timer.lastMs);
    know(answer.element, turnIndex);
    behaviour.answered(turnIndex, [answer.element]);
  }

  function say(
    role: "user" | "assistant",
    turn: { text: string; edits?: number; error?: ErrorClass | undefined },
    atMs = nowMs(),
  ): number | undefined {
    return sink({ type: "message", role, atMs, ...turn, ...kCaught });
  }

  function click(target: Element): void {
    const button = target.closest("[data-undertone-action]");
    const name = button?.getAttribute("data-undertone-action") as Action | undefined;
    const bubble = target.closest(kRole);
    if (name) {
      behaviour.report(name, bubble ? known.get(bubble) : undefined);
      behaviour.pressed(target);
    } else if (bubble) {
      behaviour.clicked(target, true, open !== undefined);
    }
  }

  return {
    changed,
    grows: (node) => open?.timer.firstMs !== undefined && holds(open.element, node),
    found(root) {
      for (const bubble of root.querySelectorAll(kRole)) know(bubble);
    },
    entered,
    leave(restart) {
      finish();
      behaviour.leave();
      const draft = field && valueIn(field.querySelector("textarea,input") ?? field);
      if (restart) {
        current = new WeakSet();
        gone = []; // the next conversation may begin with the same words
      } else if (draft) behaviour.report("draft_abandoned", undefined, draft.length);
    },
    stop: behaviour.stop,
  };
}
