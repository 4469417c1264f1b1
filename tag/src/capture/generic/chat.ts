// One chat of the page: who waits for an echo, who for an answer, and what becomes a turn.
//
//   submit -> echo: the user's turn -> text grows after it -> quiet and nothing holds: the answer
import type { Action, ErrorClass } from "@undertone/wasm";
import { AnswerTimer } from "../answerTimer.ts";
import { holds } from "../tree.ts";
import { Answer, type Learnt } from "./answer.ts";
import { Beginnings } from "./beginnings.ts";
import type { ChatEvents } from "./chatEvents.ts";
import type { Draft } from "./composer.ts";
import { type Echo, findEcho } from "./echo.ts";
import { evidenceOf } from "./hints.ts";
import { isHeld, noteDecoration } from "./holds.ts";
import {
  failureOf,
  isAnswered,
  isDrawnAgain,
  isMarked,
  remember,
  scopeOf,
  traceOf,
} from "./judge.ts";
import { carries, keyOf } from "./normal.ts";
import type { Open } from "./open.ts";
import { kQuietMs, quietOf } from "./quiet.ts";
import type { Submit } from "./submit.ts";
import { withoutUntold } from "./told.ts";

/** An echo that takes longer belongs to something else. */
const kEchoMs = 15_000;
const kMostPending = 4;
const kOnePressMs = 300;
/** The longest silence of an answer that something holds open. */
const kLongestMs = 20_000;
const kLookAgainMs = 250;
/** Of an answer the first words are looked for at once. */
const kBeginnings = 3;
/** It is read the more seldom the further it is, and the longer reading takes. */
const kReadMs = 40;
const kReadShare = 10;
const kMostReadMs = 400;
/** Changes that are remembered while an echo is awaited. */
const kMostChanges = 3000;

export class Chat {
  /** texts that may have been sent and wait for their echo, the newest last */
  private _pending: Submit[] = [];
  scope: Node | undefined;
  private _open: Open | undefined;
  /** proven to be one */
  isTrusted = false;
  /** turns of a chat that nothing proves to be one yet */
  private _held: (() => void)[] = [];
  private _changed: Node[] = [];
  private _decoration = new WeakSet<Element>();
  /** was sent into a list whose messages the site marks */
  marked: Submit | undefined;
  private readonly _learnt: Learnt = { answers: new Set() };
  private readonly _said = new Set<string>();
  private _cancel: (() => void) | undefined;
  private _dueMs = Number.POSITIVE_INFINITY;
  private _isReadSoon = false;

  constructor(
    public draft: Draft | undefined,
    private readonly _events: ChatEvents,
  ) {}

  /** What the user did about the answer that is on its way: broke it off, left the page. */
  private _meanwhile: Action[] = [];

  /** Notes it once, to be told with the answer: it has no index yet. */
  didMeanwhile(action: Action): void {
    if (this.isAnswering && !this._meanwhile.includes(action)) this._meanwhile.push(action);
  }

  /** Is an answer on its way? */
  get isAnswering(): boolean {
    return this._awaited !== undefined;
  }

  private get _awaited(): Open | undefined {
    return this._open?.isReported ? undefined : this._open;
  }

  /** Would a request be of interest? */
  get isCurious(): boolean {
    return Boolean(this._open || this._pending[0] || this.marked || this.draft?.value);
  }

  /** Did the user say `text` here before? */
  hasSaid(text: string): boolean {
    return this._said.has(keyOf(text));
  }

  /** Is `node` in what this chat takes up? */
  includes(node: Node): boolean {
    return [this.scope, this.draft?.field].some((one) => one && holds(one, node));
  }

  /** The user may have sent `submit`: the echo will tell. */
  submit(submit: Submit): void {
    if (this.scope && !this._open) noteDecoration(this.scope, this._decoration);
    const again = this._pending.find(({ key }) => key === submit.key);
    // Enter and the click it causes are one; a click long before was something else.
    if (again && submit.sentMs - again.sentMs > kOnePressMs) again.sentMs = submit.sentMs;
    if (again) return;
    this._pending = [...this._pending.slice(1 - kMostPending), submit];
    this._changed = [];
  }

  isPending(key: string): boolean {
    return this._pending.some((submit) => submit.key === key);
  }

  /** Is `text`, of a request, what the user just said here? */
  awaits(text: string): Submit | undefined {
    const submits = [...[...this._pending].reverse(), this._open?.submit, this.marked];
    return submits.find((submit) => submit && carries(text, submit.value));
  }

  /** The message that waits for an answer. */
  get waiting(): Submit | undefined {
    return this._awaited?.submit ?? this._pending[this._pending.length - 1];
  }

  /** `nodes` came or have another text; from `places` something was taken. */
  changed(nodes: readonly Node[], places: readonly Node[], atMs: number): void {
    if (this._pending.length > 0) {
      this._pending = this._pending.filter(({ sentMs }) => atMs - sentMs < kEchoMs);
      if (this._changed.length < kMostChanges) this._changed.push(...nodes);
      for (const submit of this._pending) {
        const echo = findEcho(nodes, submit, submit.composer);
        if (echo && this._begin(submit, echo)) return;
      }
    }
    this._mark(nodes, places, atMs);
  }

  /** Is `node` in the answer, whose beginning was seen already? */
  grows(node: Node): boolean | undefined {
    const { reading, growths = 0 } = this._awaited ?? {};
    return growths >= kBeginnings && reading?.nodes.some((part) => holds(part, node));
  }

  private _mark(nodes: readonly Node[], places: readonly Node[], atMs: number): void {
    const open = this._awaited;
    if (!open?.answer.mark(nodes, places)) return;
    open.touchedMs = atMs;
    if (this._isReadSoon) return;
    this._isReadSoon = true;
    this._events.later(
      () => {
        this._isReadSoon = false;
        const beginMs = this._events.nowMs();
        const hasGrown = this._read();
        const open = this._awaited;
        if (!open) return;
        const { look } = open;
        // Is something new seen beside the echo, or the same drawn anew?
        if (!hasGrown) open.look = open.answer.look();
        if (this._isStale(open)) this._report(open);
        else if (hasGrown || open.look !== look) {
          open.lastChangeMs = open.touchedMs;
          this._wait(quietOf(open));
        }
        const now = this._events.nowMs();
        const restMs = open.growths * (kReadMs + kReadShare * (now - beginMs));
        open.readAtMs = now + Math.min(restMs, kMostReadMs);
      },
      open.growths === 0 ? 0 : open.readAtMs - atMs,
    );
  }

  /** The user's turn. False if `echo` is none of a chat. */
  private _begin(submit: Submit, echo: Echo): boolean {
    if (isMarked(echo.node)) {
      this.marked = submit; // attributes tell
      this._pending = [];
      return false;
    }
    const { answer, reading } = this._open ?? {};
    const isSaid = this._said.has(submit.key);
    if (isSaid && answer && reading && isDrawnAgain(echo.node, answer, reading, submit.key))
      return false;
    const evidence = evidenceOf(echo.node, submit.composer[0]);
    const isProven = this.isTrusted || (evidence.isChat && !evidence.isOther);
    const scope = scopeOf(submit, echo.node, this.scope);
    if (!scope || (submit.isChip && !isProven)) return false;
    this.finish(echo.node);
    this._pending.splice(0, this._pending.indexOf(submit) + 1);
    this.scope = scope;
    this._answer(submit, echo, scope);
    this._asked(submit, (echo.isExact ? 0.9 : 0.7) - (submit.isChip ? 0.2 : 0));
    if (isProven) this._trust();
    this._mark(this._changed.splice(0), [], this._events.nowMs());
    this._wait(kQuietMs);
    return true;
  }

  private _asked(submit: Submit, confidence: number): void {
    remember(this._said, submit.key);
    if (this.draft && keyOf(this.draft.value) === submit.key) this.draft.sent();
    const { value: text, edits, typingMs, pasted, sentMs: atMs } = submit;
    if (submit.isEdit) this._tell(() => this._events.edited());
    const turn = { role: "user", atMs, text, edits, typingMs, pasted, confidence } as const;
    this._tell(() => this._events.said(turn));
  }

  /** Some pages show a question when it was answered: one whose request failed was asked all the same. */
  private _giveUp(): void {
    for (const submit of this._pending) {
      const error = failureOf(submit.exchanges, "");
      if (!error || !this.isTrusted) continue;
      this.finish();
      this._pending = [];
      this._asked(submit, 0.7);
      const atMs = this._events.nowMs();
      this._events.said({ role: "assistant", atMs, text: "", confidence: 0.7, error });
    }
  }

  private _answer(submit: Submit, echo: Echo, scope: Node): void {
    this._meanwhile = [];
    const field = () => this.draft?.field;
    this._open = {
      submit,
      echo,
      answer: new Answer(submit, echo.node, scope, field, this._learnt, () =>
        submit.exchanges.map(({ text }) => text),
      ),
      timer: new AnswerTimer(submit.sentMs),
      beginnings: new Beginnings(submit.sentMs),
      touchedMs: this._events.nowMs(),
      lastChangeMs: this._events.nowMs(),
      look: "",
      readAtMs: 0,
      growths: 0,
      reading: undefined,
      isReported: false,
    };
  }

  /** The user asks for another answer to the last message. */
  again(): void {
    const open = this._open;
    if (!open?.isReported || !open.answer.echo.isConnected) return;
    const submit = {
      ...open.submit,
      sentMs: this._events.nowMs(),
      exchanges: [],
      channels: new Map(),
    };
    this._answer(submit, { ...open.echo, node: open.answer.echo }, open.answer.scope);
  }

  private _tell(call: () => void): void {
    if (this.isTrusted) call();
    else this._held.push(call);
  }

  private _trust(): void {
    this.isTrusted = true;
    for (const call of this._held.splice(0)) call();
  }

  /** Returns whether the answer has other words now. */
  private _read(until?: Node): boolean {
    const open = this._awaited;
    const reading = open?.answer.read(until);
    if (!open || !reading) return false;
    const isOther = reading.text !== open.reading?.text;
    if (isOther) {
      open.beginnings.note(reading.text, open.touchedMs);
      if (!reading.isDoubtful) {
        open.growths += 1;
        open.timer.grow(open.touchedMs);
      }
    }
    // The same words may stand in other nodes now.
    open.reading = reading;
    return isOther;
  }

  /** Looks in `ms` at the latest whether the answer is complete. */
  private _wait(ms: number): void {
    const dueMs = this._events.nowMs() + ms;
    if (this._dueMs <= dueMs) return;
    this._cancel?.();
    this._dueMs = dueMs;
    this._cancel = this._events.later(() => {
      this._dueMs = Number.POSITIVE_INFINITY;
      this._check();
    }, ms);
  }

  /** A request of this turn has news. */
  heard(): void {
    if (this._awaited) this._wait(kQuietMs);
    if (this._pending[0]) this._events.later(() => this._giveUp(), kQuietMs);
  }

  /** Something goes on moving, but no longer the words. */
  private _isStale({ reading, timer, submit }: Open): boolean {
    if (!reading || reading.isDoubtful) return false;
    if (submit.exchanges.some(({ isOpen }) => isOpen)) return false;
    return this._events.nowMs() - timer.lastMs > kLongestMs;
  }

  private _check(): void {
    const open = this._awaited;
    if (!open) return;
    const now = this._events.nowMs();
    const { exchanges } = open.submit;
    const lastMs = Math.max(open.lastChangeMs, ...exchanges.map(({ changedMs }) => changedMs));
    const leftMs = (): number => quietOf(open) - (now - lastMs);
    if (leftMs() <= 0) this._read();
    if (leftMs() > 0) {
      this._wait(Math.max(leftMs(), 20));
    } else if (exchanges.some(({ isOpen }) => isOpen) && now - lastMs < kLongestMs) {
      this._wait(kLookAgainMs);
    } else if (!open.reading && !failureOf(exchanges, "")) {
      // Nobody has answered yet: a change will wake us.
    } else if (!this._isComplete(open) && now - lastMs < kLongestMs) {
      this._wait(kLookAgainMs);
    } else {
      this._report(open);
    }
  }

  private _isComplete({ submit, answer, reading }: Open): boolean {
    const { exchanges } = submit;
    const shown = keyOf(reading?.text ?? "");
    const isShown = (text: string): boolean => shown.includes(keyOf(text).slice(-40));
    if (exchanges.some(({ isDone, text }) => isDone && text && isShown(text))) return true;
    return !isHeld({
      scope: answer.scope,
      field: this.draft?.field,
      nodes: reading?.nodes ?? [],
      decoration: this._decoration,
    });
  }

  /** Tells what there is of the answer; `until`: what was drawn after it. */
  finish(until?: Node): void {
    const open = this._awaited;
    if (open) {
      this._read(until);
      if (open.reading || open.submit.exchanges.some(({ failure }) => failure)) this._report(open);
    }
    this._cancel?.();
    this._dueMs = Number.POSITIVE_INFINITY;
    this._open = undefined;
  }

  private _report(open: Open): void {
    open.isReported = true;
    const { reading, timer, submit, answer, echo } = open;
    const shown = reading?.text ?? "";
    const failure = failureOf(submit.exchanges, shown);
    const error: ErrorClass | undefined = failure ?? (reading?.isError ? "widget" : undefined);
    const heard = submit.exchanges.find((exchange) => exchange.tells(shown));
    const said = withoutUntold(
      shown,
      submit.exchanges.flatMap(({ told }) => told),
    );
    // Of a failure the page's own words are kept.
    const text = heard?.isGood ? said : shown;
    if (heard) this._trust();
    else if (!this.isTrusted && !error && isAnswered(open, open.reading)) this._trust();
    // What a widget takes away to show an error was there all the same.
    const isSeen = (told: string): boolean => open.beginnings.of(told) !== undefined;
    const failed = submit.exchanges.find(
      ({ failure, isTyped, told }) => failure && (isTyped ? told[0] : told.some(isSeen)),
    );
    const heardAt =
      heard?.times(text, submit.sentMs) ??
      failed?.times(failed.told.find(isSeen) ?? text, submit.sentMs);
    const times = { ...timer.times(), ...heardAt };
    // Nothing is seen before it came.
    const firstMs = open.beginnings.of(said, heardAt?.firstTokenMs);
    if (firstMs !== undefined && !(failure && heardAt?.firstTokenMs)) times.firstTokenMs = firstMs;
    const atMs = timer.lastMs;
    const confidence = (echo.isExact ? 0.85 : 0.65) + (heard ? 0.1 : 0);
    const meanwhile = this._meanwhile;
    this._tell(() => {
      const source = heard ?? submit.exchanges.find(({ usage, model }) => usage || model);
      const index = this._events.said({
        role: "assistant",
        atMs,
        text,
        confidence,
        ...times,
        ...source?.facts(`${submit.value} ${text}`),
        ...(error && { error }),
        ...traceOf(submit.exchanges),
      });
      this._events.answered(index, reading?.nodes ?? [], meanwhile);
      this._events.found(answer.scope);
    });
    if (!reading) return;
    remember(this._learnt.answers, keyOf(text));
    if (error) return;
    const list = answer.listOf(reading);
    if (list) this._learnt.list = list;
    if (heard) this._learnt.isUpwards = !answer.isDownwards;
  }
}
