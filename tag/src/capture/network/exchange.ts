// One request that carried what the user said, and what came back: the clock of an answer, its
// errors, its end. The page is the truth about what was seen.
import type { ErrorClass, FinishReason } from "@undertone/wasm";
import { AnswerTimer } from "../answerTimer.ts";
import { keyOf } from "../generic/normal.ts";
import type { ModelFacts } from "../turn.ts";
import type { Usage } from "./events.ts";
import { errorOfName, finishReasonOf, isModelName } from "./names.ts";
import { type StreamListener, StreamReader } from "./streamReader.ts";

/** Text of an answer that is kept to be compared with the page. */
const kKeptCodeUnits = 20_000;
const kKeptFrames = 200;
/** So many letters agree by chance rarely. */
const kAgree = 12;

interface Frame {
  ms: number;
  keys: string[];
  /** says the question, too, as some services send it back */
  isEcho: boolean;
}

export function errorOfStatus(status: number): ErrorClass | undefined {
  if (status < 400) return undefined;
  if (status === 429) return "http_429";
  if (status === 408 || status === 504) return "timeout";
  return status < 500 ? "http_4xx" : "http_5xx";
}

/** How a promise of the browser was refused. */
export function errorOfReason(reason: unknown): ErrorClass {
  const name = (reason as { name?: string } | null)?.name;
  if (name === "AbortError") return "aborted";
  return name === "TimeoutError" ? "timeout" : "network";
}

export class Exchange {
  /** what was read of the answer */
  text = "";
  failure: ErrorClass | undefined;
  usage: Usage | undefined;
  finishReason: FinishReason | undefined;
  /** as the service calls it */
  model: string | undefined;
  isEnded = false;
  /** the protocol's own end mark came */
  isDone = false;
  changedMs: number;
  /** of its request; empty where it had none */
  trace: { traceId?: string; spanId?: string } = {};
  private readonly _timer: AnswerTimer;
  private readonly _frames: Frame[] = [];
  private readonly _places: string[] = [];
  private _reader: StreamReader;
  /** its shape is known, so its times are those of words */
  isTyped = false;
  private _hasMark = false;
  private _hasHead = false;
  private _isRead = false;
  /** which of several readers of one body is listened to */
  private _source: unknown;

  constructor(
    private readonly _nowMs: () => number,
    private readonly _onNews: () => void,
    /** its end is the end of the answer; a socket has none */
    readonly hasEnd = true,
    /** key of what was asked */
    private readonly _asked = "",
    /** it may be of something else: silent for so long, it holds nothing */
    private readonly _patienceMs = Number.POSITIVE_INFINITY,
  ) {
    this.changedMs = _nowMs();
    this._timer = new AnswerTimer(this.changedMs);
    this._reader = this._newReader("");
  }

  /** Holds the answer open: its request goes on, or its protocol would have said that it is complete. */
  get isOpen(): boolean {
    if (this.isEnded || this.isDone || this.failure) return false;
    // A body that nobody reads, or goes on to read, has no end.
    const isAwaited =
      this.hasEnd &&
      (!this._hasHead || this._isRead) &&
      this._nowMs() - this.changedMs < this._patienceMs;
    return isAwaited || (this._hasMark && this.text !== "");
  }

  /** The page asks for more of the body, or has got it and may leave it there. */
  reading(isRead = true): void {
    this._isRead = isRead;
  }

  /** Brought an answer and no error. */
  get isGood(): boolean {
    return !this.failure && this.told.length > 0;
  }

  /** What came: the answer, or, where no usual name tells it, the strings in each place. */
  get told(): string[] {
    return this.text ? [this.text] : this._places.filter(Boolean);
  }

  head(status: number, contentType: string): void {
    this._news();
    this._hasHead = true;
    const failure = errorOfStatus(status);
    if (failure) this.fail(failure);
    this._reader = this._newReader(contentType);
  }

  /** A piece of the body. `source`: who reads it; the first one counts. */
  chunk(text: string, source: unknown = this): void {
    this._source ??= source;
    if (this._source !== source || this.isEnded) return;
    this._news();
    this._reader.push(text);
  }

  /** A message of a channel; `name`: of an event. */
  frame(text: string, name?: string): void {
    if (this.isEnded) return;
    this._news();
    this._reader.frame(text, name);
  }

  end(source: unknown = this): void {
    if (this.isEnded || (this._source ?? source) !== source) return;
    this._reader.end();
    this.isEnded = true;
    this._news();
    this._onNews();
  }

  fail(error: ErrorClass): void {
    if (this.isEnded) return;
    this.isEnded = true;
    // Some widgets break every stream off when they have read its end mark.
    const isLeft = error === "aborted" && this.text !== "";
    if (!this.isDone && !isLeft)
      this.failure ??= error === "network" && this._source ? "stream" : error;
    this._news();
    this._onNews();
  }

  /** Is this what the page shows as `answer`? */
  tells(answer: string): boolean {
    const shown = keyOf(answer);
    if (!shown) return false;
    const told = keyOf(this.text);
    const length = Math.min(kAgree, told.length, shown.length);
    const isLong = length >= Math.min(4, shown.length);
    if (isLong && (shown.includes(told.slice(0, length)) || told.includes(shown.slice(0, length))))
      return true;
    return this._framesIn(shown).length > 0;
  }

  /** Times of the answer since `sentMs`, by the network. */
  times(
    answer: string,
    sentMs: number,
  ): { latencyMs?: number; firstTokenMs?: number; stalls?: number } {
    const since = (ms: number): number => Math.max(0, Math.round(ms - sentMs));
    const { firstMs } = this._timer;
    const shown = keyOf(answer);
    const told = keyOf(this.text).slice(0, kAgree);
    // Of an unknown shape the right strings were taken, also short ones, which no frame is told by.
    const isRead = told !== "" && shown.startsWith(told);
    if (firstMs !== undefined && (this.isTyped || isRead || this._frames.length === 0)) {
      return this._timer.times(sentMs);
    }
    const all = this._framesIn(shown);
    const own = all.filter(({ isEcho }) => !isEcho);
    const frames = own[0] ? own : all;
    const first = frames[0] ?? this._frames[0];
    const last = frames[frames.length - 1] ?? first;
    return first && last ? { firstTokenMs: since(first.ms), latencyMs: since(last.ms) } : {};
  }

  /** Numbers and names that the stream told; a name that was `said` may be none. */
  facts(said: string): ModelFacts {
    const { model, finishReason, usage } = this;
    return {
      ...(model && isModelName(model, said) && { model }),
      ...(finishReason && { finishReason }),
      ...usage,
    };
  }

  private _framesIn(shown: string): Frame[] {
    return this._frames.filter(({ keys }) =>
      keys.some((key) => key.length > 2 && (shown.includes(key) || key.includes(shown))),
    );
  }

  private _newReader(contentType: string): StreamReader {
    const noted: StreamListener = (note, strings) => {
      const { delta, isEnd, isError, usage, finishReason, model } = note;
      if (note.isKnown && !isError) this.isTyped = true;
      if (note.hasMark) this._hasMark = true;
      if (delta) {
        this._timer.grow(this._nowMs());
        if (this.text.length < kKeptCodeUnits) this.text += delta;
      }
      if (strings.length > 0 && this._frames.length < kKeptFrames) {
        const keys = strings.map(keyOf);
        for (const [at, one] of strings.entries()) {
          this._places[at] = ((this._places[at] ?? "") + one).slice(0, kKeptCodeUnits);
        }
        this._frames.push({ ms: this._nowMs(), keys, isEcho: keys.includes(this._asked) });
      }
      // An event may be called an error before its data says which.
      if (isError && (this.failure ?? "stream") === "stream")
        this.failure = errorOfName(note.errorName);
      if (usage) this.usage = { ...this.usage, ...usage };
      if (finishReason) this.finishReason = finishReasonOf(finishReason);
      if (model) this.model = model;
      if (isEnd) this.isDone = true;
    };
    return new StreamReader(noted, contentType);
  }

  private _news(): void {
    this.changedMs = this._nowMs();
  }
}
