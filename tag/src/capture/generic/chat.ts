// One chat of the page: who waits for an echo, who for an answer, and what becomes a turn.
//
//   submit -> echo: the user's turn -> text grows after it -> quiet and nothing holds: the answer
import type { ErrorClass } from "@undertone/wasm";
import { AnswerTimer } from "../answerTimer.ts";
import type { Exchange } from "../network/exchange.ts";
import { holds, isElement, meetingPoint, parentOf, pathOf } from "../tree.ts";
import type { MessageTurn } from "../turn.ts";
import { Answer, type Learnt, type Reading } from "./answer.ts";
import type { Draft } from "./composer.ts";
import { type Echo, findEcho, type Sought } from "./echo.ts";
import { evidenceOf } from "./hints.ts";
import { isHeld, noteDecoration } from "./holds.ts";
import { carries, keyOf } from "./normal.ts";

/** An echo that takes longer belongs to something else. */
const kEchoMs = 15_000;
const kMostPending = 4;
const kOnePressMs = 300;
/** Quiet for this long is finished, measured on 17 widgets; longer where nothing streams. */
const kQuietMs = 1200;
const kQuietUnstreamedMs = 1700;
const kQuietDoubtfulMs = 4000;
/** The longest silence of an answer that something holds open. */
const kLongestMs = 20_000;
const kLookAgainMs = 250;
/** Streams are read in steps, not token by token. */
const kReadMs = 40;
/** Changes that are remembered while an echo is awaited. */
const kMostChanges = 3000;
/** Texts that are remembered to know an edited message or a repeated answer. */
const kMostKnown = 500;

export interface Submit extends Sought {
  sentMs: number;
  edits: number;
  /** a button with the text was pressed, nothing was typed */
  isChip: boolean;
  /** an earlier message was changed */
  isEdit: boolean;
  composer: readonly Node[];
  exchanges: Exchange[];
}

/** What a chat tells. */
export interface ChatEvents {
  said(turn: Omit<MessageTurn, "type" | "caught">): number | undefined;
  /** An answer is complete; its parts on the page. */
  answered(turnIndex: number | undefined, nodes: readonly Node[], isStopped: boolean): void;
  /** `scope` is what the chat takes up. */
  found(scope: Node): void;
  edited(): void;
  nowMs(): number;
  /** Runs `call` after `ms`, and nothing it throws gets out. */
  later(call: () => void, ms: number): () => void;
}

interface Open {
  submit: Submit;
  echo: Echo;
  answer: Answer;
  timer: AnswerTimer;
  lastChangeMs: number;
  growths: number;
  reading: Reading | undefined;
  isReported: boolean;
}

export class Chat {
  /** texts that may have been sent and wait for their echo, the newest last */
  private _pending: Submit[] = [];
  scope: Node | undefined;
  private _open: Open | undefined;
  private _isTrusted = false;
  /** turns of a chat that nothing proves to be one yet */
  private _held: (() => void)[] = [];
  private _changed: Node[] = [];
  private _decoration = new WeakSet<Element>();
  private readonly _learnt: Learnt = { answers: new Set() };
  private readonly _said = new Set<string>();
  private _cancel: (() => void) | undefined;
  private _isReadSoon = false;

  constructor(
    public draft: Draft | undefined,
    private readonly _events: ChatEvents,
  ) {}

  get isTrusted(): boolean {
    return this._isTrusted;
  }

  get isOpen(): boolean {
    return this._open !== undefined;
  }

  /** The user broke the answer off that is on its way. */
  isStopped = false;

  /** Is an answer on its way? */
  get isAnswering(): boolean {
    return this.isOpen && !this._open?.isReported;
  }

  /** Would a request be of interest? */
  get isCurious(): boolean {
    return this.isOpen || this._pending.length > 0 || Boolean(this.draft?.value);
  }

  /** Did the user say `text` here before? */
  hasSaid(text: string): boolean {
    return this._said.has(keyOf(text));
  }

  /** Is `node` in what this chat takes up? */
  includes(node: Node): boolean {
    return Boolean(
      (this.scope && holds(this.scope, node)) || (this.draft && holds(this.draft.field, node)),
    );
  }

  /** The user may have sent `submit`: the echo will tell. */
  submit(submit: Submit): void {
    if (this.scope && !this._open) noteDecoration(this.scope, this._decoration);
    const again = this._pending.find(({ key }) => key === submit.key);
    if (again) {
      // Enter and the click it causes are one; a click long before was something else.
      if (submit.sentMs - again.sentMs > kOnePressMs) again.sentMs = submit.sentMs;
      return;
    }
    this._pending = [...this._pending.slice(1 - kMostPending), submit];
    this._changed = [];
  }

  isPending(key: string): boolean {
    return this._pending.some((submit) => submit.key === key);
  }

  /** Is `text`, of a request, what the user just said here? */
  awaits(text: string): Submit | undefined {
    const submits = [...this._pending].reverse();
    if (this._open) submits.push(this._open.submit);
    return submits.find(({ value }) => carries(text, value));
  }

  changed(nodes: readonly Node[]): void {
    const now = this._events.nowMs();
    if (this._pending.length > 0) {
      this._pending = this._pending.filter(({ sentMs }) => now - sentMs < kEchoMs);
      if (this._changed.length < kMostChanges) this._changed.push(...nodes);
      for (const submit of this._pending) {
        const echo = findEcho(nodes, submit, submit.composer);
        if (echo && this._begin(submit, echo)) return;
      }
    }
    this._mark(nodes);
  }

  private _mark(nodes: readonly Node[]): void {
    const open = this._open;
    if (!open) return;
    let isOurs = false;
    for (const node of nodes) if (node.isConnected && open.answer.mark(node)) isOurs = true;
    open.answer.nextBatch();
    if (!isOurs) return;
    open.lastChangeMs = this._events.nowMs();
    if (this._isReadSoon) return;
    this._isReadSoon = true;
    this._events.later(
      () => {
        this._isReadSoon = false;
        this._read();
        if (!this._open || this._open.isReported) return;
        if (this._isStale(this._open)) this._report(this._open);
        else this._wait(this._quietOf(this._open));
      },
      open.growths === 0 ? 0 : kReadMs,
    );
  }

  /** The user's turn. False if `echo` is none of a chat. */
  private _begin(submit: Submit, echo: Echo): boolean {
    if (isMarked(echo.node)) {
      this._pending = []; // attributes tell
      return false;
    }
    const evidence = evidenceOf(echo.node, submit.composer[0]);
    const isProven = this._isTrusted || (evidence.isChat && !evidence.isOther);
    const scope = this._scopeOf(submit, echo.node);
    if (!scope || (submit.isChip && !isProven)) return false;
    this.finish(echo.node);
    this._pending = this._pending.slice(this._pending.indexOf(submit) + 1);
    this.scope = scope;
    remember(this._said, submit.key);
    if (this.draft && keyOf(this.draft.value) === submit.key) this.draft.sent();
    this._answer(submit, echo, scope);
    const confidence = (echo.isExact ? 0.9 : 0.7) - (submit.isChip ? 0.2 : 0);
    const { value: text, edits, sentMs: atMs } = submit;
    if (submit.isEdit) this._tell(() => this._events.edited());
    this._tell(() => this._events.said({ role: "user", atMs, text, edits, confidence }));
    if (isProven) this._trust();
    this._mark(this._changed.splice(0));
    this._wait(kQuietMs);
    return true;
  }

  private _answer(submit: Submit, echo: Echo, scope: Node): void {
    this.isStopped = false;
    const field = () => this.draft?.field;
    this._open = {
      submit,
      echo,
      answer: new Answer(submit, echo.node, scope, field, this._learnt),
      timer: new AnswerTimer(submit.sentMs),
      lastChangeMs: this._events.nowMs(),
      growths: 0,
      reading: undefined,
      isReported: false,
    };
  }

  /** The user asks for another answer to the last message. */
  again(): void {
    const open = this._open;
    if (!open?.isReported || !open.answer.echo.isConnected) return;
    const submit = { ...open.submit, sentMs: this._events.nowMs(), exchanges: [] };
    this._answer(submit, { ...open.echo, node: open.answer.echo }, open.answer.scope);
  }

  /** What echo and composer have in common. */
  private _scopeOf({ composer }: Submit, echo: Node): Node | undefined {
    const meeting = meetingPoint(echo, composer.filter((node) => node.isConnected).slice(1));
    if (meeting && isElement(meeting)) return meeting;
    if (this.scope && holds(this.scope, echo)) return this.scope;
    // Only a shadow root or the document in common.
    if (meeting) return meeting;
    return pathOf(echo)[5] ?? parentOf(echo) ?? undefined;
  }

  private _tell(call: () => void): void {
    if (this._isTrusted) call();
    else this._held.push(call);
  }

  private _trust(): void {
    this._isTrusted = true;
    for (const call of this._held.splice(0)) call();
  }

  private _read(until?: Node): void {
    const open = this._open;
    if (!open || open.isReported) return;
    const reading = open.answer.read(until);
    if (reading && reading.text !== open.reading?.text) {
      if (!reading.isDoubtful) {
        open.growths += 1;
        open.timer.grow(open.lastChangeMs);
      }
      open.reading = reading;
    }
  }

  private _wait(ms: number): void {
    this._cancel?.();
    this._cancel = this._events.later(() => this._check(), ms);
  }

  /** A request of this turn has news. */
  heard(): void {
    if (this._open && !this._open.isReported) this._wait(kQuietMs);
  }

  private _quietOf(open: Open): number {
    if (open.reading?.isDoubtful) return kQuietDoubtfulMs;
    const isStreamed = open.growths > 2 || open.submit.exchanges.some(({ isEnded }) => isEnded);
    return isStreamed ? kQuietMs : kQuietUnstreamedMs;
  }

  /** Something goes on moving, but no longer the words. */
  private _isStale({ reading, timer, submit }: Open): boolean {
    if (!reading || reading.isDoubtful) return false;
    if (submit.exchanges.some(({ isOpen }) => isOpen)) return false;
    return this._events.nowMs() - timer.lastMs > kLongestMs;
  }

  private _check(): void {
    const open = this._open;
    if (!open || open.isReported) return;
    this._read();
    const now = this._events.nowMs();
    const { exchanges } = open.submit;
    const lastMs = Math.max(open.lastChangeMs, ...exchanges.map(({ changedMs }) => changedMs));
    const leftMs = this._quietOf(open) - (now - lastMs);
    const hasFailed = failureOf(exchanges, open.reading?.text ?? "") !== undefined;
    if (leftMs > 0) {
      this._wait(Math.max(leftMs, 20));
    } else if (exchanges.some(({ isOpen }) => isOpen) && now - lastMs < kLongestMs) {
      this._wait(kLookAgainMs);
    } else if (!open.reading && !hasFailed) {
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
    const isAllShown = exchanges.some(
      ({ isDone, text }) => isDone && text && shown.includes(keyOf(text).slice(-40)),
    );
    if (isAllShown) return true;
    return !isHeld({
      scope: answer.scope,
      field: this.draft?.field,
      parts: reading?.nodes ?? [],
      decoration: this._decoration,
    });
  }

  /** Tells what there is of the answer; `until`: what was drawn after it. */
  finish(until?: Node): void {
    const open = this._open;
    if (open && !open.isReported) {
      this._read(until);
      if (open.reading || open.submit.exchanges.some(({ failure }) => failure)) this._report(open);
    }
    this._cancel?.();
    this._open = undefined;
  }

  private _report(open: Open): void {
    open.isReported = true;
    const { reading, timer, submit, answer, echo } = open;
    const text = reading?.text ?? "";
    const failure = failureOf(submit.exchanges, text);
    const error: ErrorClass | undefined = failure ?? (reading?.isError ? "widget" : undefined);
    const heard = submit.exchanges.find((exchange) => exchange.tells(text));
    if (heard) this._trust();
    else if (!this._isTrusted && !error && isAnswered(open)) this._trust();
    const times = { ...timer.times(), ...heard?.times(text, submit.sentMs) };
    const atMs = Math.max(timer.lastMs, submit.sentMs);
    const confidence = (echo.isExact ? 0.85 : 0.65) + (heard ? 0.1 : 0);
    const { isStopped } = this;
    this._tell(() => {
      const trace = submit.exchanges.find(({ traceId }) => traceId);
      const index = this._events.said({
        role: "assistant",
        atMs,
        text,
        confidence,
        ...times,
        ...(error && { error }),
        ...(trace && { traceId: trace.traceId, spanId: trace.spanId }),
      });
      this._events.answered(index, reading?.nodes ?? [], isStopped);
      this._events.found(answer.scope);
    });
    if (!reading || error) return;
    const list = answer.listOf(reading);
    if (list) this._learnt.list = list;
    remember(this._learnt.answers, keyOf(text));
  }
}

function remember(keys: Set<string>, key: string): void {
  keys.add(key);
  const [oldest] = keys;
  if (keys.size > kMostKnown && oldest !== undefined) keys.delete(oldest);
}

const isMarked = (node: Node): boolean =>
  pathOf(node).some((at) => isElement(at) && at.hasAttribute("data-undertone-role"));

/** Text came after the echo, beside it, in a composer that was emptied: nothing else does that. */
function isAnswered({ reading, answer, submit, echo }: Open): boolean {
  const evidence = evidenceOf(echo.node, submit.composer[0]);
  if (evidence.isOther || !echo.isExact || !reading) return false;
  const list = answer.listOf(reading);
  return reading.text.length > 1 && list !== undefined && list !== answer.scope;
}

/** How the turn failed; undefined if some request of it brought what is `shown`. */
function failureOf(exchanges: readonly Exchange[], shown: string): ErrorClass | undefined {
  if (exchanges.some((one) => one.isGood && one.tells(shown))) return undefined;
  return [...exchanges].reverse().find(({ failure }) => failure)?.failure;
}
