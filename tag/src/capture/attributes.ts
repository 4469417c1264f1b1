// Capture of a widget whose bubbles say who speaks:
//
//   data-undertone-role="user" | "assistant" | "error"    on a bubble
//   data-undertone-role="composer"                        on the text field (edits, drafts, holds)
//   data-undertone-action="copied" | "thumbs_up" | ...    on a button
//   data-undertone-ignore                                 on what is not part of the text
//
// A bubble counts once: what was there before, what is drawn again and what a scrolled list brings
// back is known. A streamed answer is finished when it is quiet and nothing holds it open.
import type { Action } from "@undertone/wasm";
import { hashOf } from "../event/hashOf.ts";
import { AnswerTimer } from "./answerTimer.ts";
import { textOf } from "./textOf.ts";
import type { Capture, TurnSink } from "./turn.ts";
import { watchRoots } from "./watchRoots.ts";

/** Quiet for this long is finished, measured on 17 widgets; the longest silence of a held one. */
const kQuietMs = 1200;
const kLongestMs = 20_000;
const kLookAgainMs = 250;

/** More than three clicks on one element within a second (SIGNALS section 2). */
const kRageClicks = 4;
const kRageMs = 1000;

const kRole = "[data-undertone-role]";
const kHold = "[aria-busy=true],[data-undertone-streaming]";
const kCaught = { caught: "attribute", confidence: 1 } as const;

const roleOf = (element: Element): string => element.getAttribute("data-undertone-role") ?? "";
const rawText = (element: Element): string => element.textContent ?? "";
const keyOf = (element: Element): number => hashOf(`${roleOf(element)} ${rawText(element)}`);

const isElement = (node: Node): node is Element => node.nodeType === Node.ELEMENT_NODE;

/** The bubbles in and above a node. */
function bubblesAt(node: Node, into: Set<Element>): void {
  const element = isElement(node) ? node : node.parentElement;
  const around = element?.closest(kRole);
  if (around) into.add(around);
  else if (isElement(node)) for (const inner of node.querySelectorAll(kRole)) into.add(inner);
}

interface Answer {
  element: Element;
  timer: AnswerTimer;
  /** as it was last seen */
  raw: string;
}

export class AttributeCapture implements Capture {
  /** bubbles that are known, with the turn they became, if any */
  private readonly _known = new WeakMap<Element, number | undefined>();
  /** bubbles that were known and left the page, by content */
  private readonly _gone = new Map<number, number>();
  private _answer: Answer | undefined;
  private _quiet: ReturnType<typeof setTimeout> | undefined;
  private _sentMs: number;
  private _edits = 0;
  private _composer: Element | undefined;
  private _clicked: EventTarget | undefined;
  private _clicks: number[] = [];
  private readonly _undo: (() => void)[] = [];

  constructor(
    private readonly _sink: TurnSink,
    private readonly _nowMs: () => number,
  ) {
    this._sentMs = _nowMs();
    const stop = watchRoots(
      (records) => this._changed(records),
      (root) => {
        for (const bubble of root.querySelectorAll(kRole)) this._know(bubble);
      },
    );
    this._undo.push(stop);
    this._listen("input", (event, target) => {
      const deletes = /^(delete|history)/.test((event as InputEvent).inputType ?? "");
      if (deletes && target.closest(kRole) === this._composer) this._edits += 1;
    });
    this._listen("copy", (_, target) => this._act("copied", target));
    this._listen("click", (_, target) => this._click(target));
  }

  leave(): void {
    this._finish();
    const draft = this._composer && draftOf(this._composer);
    if (draft) this._report("draft_abandoned", undefined, draft.length);
  }

  stop(): void {
    clearTimeout(this._quiet);
    for (const undo of this._undo) undo();
  }

  private _listen(name: string, listener: (event: Event, target: Element) => void): void {
    const guarded = (event: Event): void => {
      const target = event.composedPath()[0];
      if (target instanceof Node) {
        const element = isElement(target) ? target : target.parentElement;
        if (element) listener(event, element);
      }
    };
    addEventListener(name, guarded, { capture: true, passive: true });
    this._undo.push(() => removeEventListener(name, guarded, true));
  }

  private _changed(records: MutationRecord[]): void {
    const touched = new Set<Element>();
    for (const { target, addedNodes, removedNodes } of records) {
      bubblesAt(target, touched);
      for (const node of addedNodes) bubblesAt(node, touched);
      for (const node of removedNodes) this._removed(node);
    }
    const added = [...touched].filter((bubble) => bubble.isConnected && !this._known.has(bubble));
    // A person sends one message at a time: several at once are a history that was loaded.
    const isHistory = added.filter((bubble) => roleOf(bubble) === "user").length > 1;
    for (const bubble of added) {
      if (isHistory) this._know(bubble);
      else this._added(bubble);
    }
    const answer = this._answer;
    if (answer && touched.has(answer.element)) this._grown(answer, rawText(answer.element));
  }

  private _know(bubble: Element, turn?: number): void {
    if (roleOf(bubble) === "composer") this._composer = bubble;
    this._known.set(bubble, turn);
  }

  private _removed(node: Node): void {
    if (!isElement(node)) return;
    const inside = [...node.querySelectorAll(kRole)];
    for (const bubble of node.matches(kRole) ? [node, ...inside] : inside) {
      if (!this._known.has(bubble) || bubble === this._answer?.element) continue;
      const key = keyOf(bubble);
      this._gone.set(key, (this._gone.get(key) ?? 0) + 1);
    }
  }

  /** Is it one that was removed before? Each removal explains one return. */
  private _returns(bubble: Element): boolean {
    const key = keyOf(bubble);
    const left = this._gone.get(key) ?? 0;
    if (left === 1) this._gone.delete(key);
    else if (left > 1) this._gone.set(key, left - 1);
    return left > 0;
  }

  private _added(bubble: Element): void {
    const role = roleOf(bubble);
    const raw = rawText(bubble);
    if (role === "composer" || this._returns(bubble)) {
      this._know(bubble);
    } else if (role === "user") {
      if (!raw.trim()) return; // filled in a moment
      this._finish();
      const turn = { text: textOf(bubble), edits: this._edits };
      this._edits = 0;
      this._sentMs = this._nowMs();
      this._know(bubble, this._say("user", turn));
    } else if (role === "error") {
      this._know(bubble);
      if (this._answer) this._finish(true);
      else this._say("assistant", { text: "", error: "widget" });
    } else if (role === "assistant") {
      const answer = this._answer;
      this._know(bubble);
      if (answer && !answer.element.isConnected && raw.startsWith(answer.raw)) {
        answer.element = bubble; // drawn anew while it grows
        this._grown(answer, raw);
        return;
      }
      this._finish();
      this._answer = { element: bubble, timer: new AnswerTimer(this._sentMs), raw: "" };
      this._grown(this._answer, raw);
    }
  }

  /** Something changed in the open answer. */
  private _grown(answer: Answer, raw: string): void {
    if (raw !== answer.raw && raw.trim()) answer.timer.grow(this._nowMs());
    answer.raw = raw;
    this._wait(kQuietMs);
  }

  private _wait(ms: number): void {
    clearTimeout(this._quiet);
    this._quiet = setTimeout(() => {
      const answer = this._answer;
      if (!answer) return;
      const quietMs = this._nowMs() - answer.timer.lastMs;
      const isHeld = !answer.raw.trim() || this._isHeld(answer.element);
      if (isHeld && quietMs < kLongestMs) this._wait(kLookAgainMs);
      else this._finish();
    }, ms);
  }

  private _isHeld(element: Element): boolean {
    const composer = this._composer;
    const waits = composer?.isConnected && composer.matches(":disabled,[aria-disabled=true]");
    return Boolean(waits || element.closest(kHold) || element.querySelector(kHold));
  }

  private _finish(failed = false): void {
    const answer = this._answer;
    this._answer = undefined;
    clearTimeout(this._quiet);
    if (!answer) return;
    const text = textOf(answer.element);
    const isError = failed || answer.element.matches("[data-undertone-error]");
    if (!text && !isError) return; // a placeholder that never became an answer
    const turn = { text, ...answer.timer.times(), ...(isError && { error: "widget" as const }) };
    this._know(answer.element, this._say("assistant", turn, answer.timer.lastMs));
  }

  private _say(
    role: "user" | "assistant",
    turn: { text: string; edits?: number; error?: "widget" },
    atMs = this._nowMs(),
  ): number | undefined {
    return this._sink({ type: "message", role, atMs, ...turn, ...kCaught });
  }

  private _report(action: Action, turnIndex?: number, value?: number): void {
    this._sink({ type: "action", action, turnIndex, value, atMs: this._nowMs(), ...kCaught });
  }

  /** An action on the answer around `target`. */
  private _act(action: Action, target: Element): void {
    const bubble = target.closest(kRole);
    if (bubble && roleOf(bubble) === "assistant") this._report(action, this._known.get(bubble));
  }

  private _click(target: Element): void {
    const button = target.closest("[data-undertone-action]");
    const name = button?.getAttribute("data-undertone-action") as Action | undefined;
    const bubble = target.closest(kRole);
    if (name) this._report(name, bubble ? this._known.get(bubble) : undefined);
    else if (target.closest("a[href]")) this._act("clicked_link", target);
    if (!bubble && !button) return;
    const now = this._nowMs();
    if (this._clicked !== target) this._clicks = [];
    this._clicked = target;
    this._clicks = [...this._clicks.filter((ms) => now - ms < kRageMs), now];
    if (this._clicks.length === kRageClicks) this._report("rage_click");
  }
}

/** What stands in the text field. */
function draftOf(composer: Element): string {
  const field = composer.matches("textarea,input")
    ? composer
    : (composer.querySelector("textarea,input") ?? composer);
  return ((field as HTMLTextAreaElement).value ?? rawText(field)).trim();
}
