// The page's end of the worker; comes with the engine's script, so that a page pays for it only
// when it is idle.
import type { EngineKind, Entity, Input, Taxonomy } from "@undertone/wasm";
import { onFailure } from "./onFailure.ts";
import type { ConnectOptions, FromWorker, Link, ToWorker } from "./protocol.ts";

/** An engine that takes longer for one message hangs. */
const kReplyMs = 10_000;

type Settle = Parameters<Link["push"]>[3];

class WorkerLink implements Link {
  private readonly _pending = new Map<number, Settle>();
  private readonly _asked = new Map<number, (entities: readonly Entity[]) => void>();
  private _nextId = 1;
  private _watch: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly engine: EngineKind,
    private readonly _worker: Worker,
    private readonly _options: ConnectOptions,
  ) {
    _worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this._receive(data);
    onFailure(_worker, () => this._lose());
  }

  loadModel(bytes: string): void {
    this._post({ type: "model", id: this._nextId++, bytes });
  }

  addTopics(topics: Taxonomy): void {
    this._post({ type: "topics", id: this._nextId++, topics });
  }

  push(conversation: string, input: Input, text: string, settle: Settle): void {
    this._push({ conversation, input, text }, settle);
  }

  rescore(
    conversation: string,
    input: Input,
    text: string,
    scores: readonly number[],
    settle: Settle,
  ): void {
    this._push({ conversation, input, text, scores }, settle);
  }

  private _push(
    turn: Omit<Extract<ToWorker, { type: "push" }>, "type" | "id">,
    settle: Settle,
  ): void {
    const id = this._nextId++;
    this._pending.set(id, settle);
    this._post({ type: "push", id, ...turn });
    this._watch ??= setTimeout(() => this._check(id), kReplyMs);
  }

  inspect(text: string): Promise<readonly Entity[]> {
    return new Promise((settle) => {
      const id = this._nextId++;
      this._asked.set(id, settle);
      this._post({ type: "inspect", id, text });
    });
  }

  forget(conversation: string): void {
    this._post({ type: "forget", id: 0, conversation });
  }

  stop(): void {
    clearTimeout(this._watch);
    this._worker.terminate();
    for (const settle of this._pending.values()) settle(undefined);
    for (const settle of this._asked.values()) settle([]);
  }

  private _post(message: ToWorker): void {
    this._worker.postMessage(message);
  }

  private _lose(): void {
    this._options.onError();
    this._options.onLost();
  }

  /** Gives up an engine that has not answered `id` yet. */
  private _check(id: number): void {
    this._watch = undefined;
    if (this._pending.has(id)) this._lose();
    else if (this._pending.size > 0) {
      const newest = [...this._pending.keys()].pop() ?? 0;
      this._watch = setTimeout(() => this._check(newest), kReplyMs);
    }
  }

  private _receive(message: FromWorker): void {
    if (message.type === "entities") {
      this._asked.get(message.id)?.(message.entities);
      this._asked.delete(message.id);
    } else if (message.type === "events" || message.type === "refused") {
      const settle = this._pending.get(message.id);
      this._pending.delete(message.id);
      if (message.type === "refused") this._options.onError();
      if (message.type === "events") settle?.(message.events, message.margin);
      else settle?.(undefined);
    }
  }
}

/** Starts a worker from `url`; rejects if it does not become ready in time. */
function open(url: string, wasm: string | undefined, options: ConnectOptions): Promise<Link> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(options.trustedUrl(url));
    const fail = (): void => {
      clearTimeout(timer);
      worker.terminate();
      reject(new Error("no engine"));
    };
    // A blob worker that the page's policy refuses fails late and without a reason.
    const timer = setTimeout(fail, options.timeoutMs);
    onFailure(worker, fail);
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.type !== "ready") return fail();
      clearTimeout(timer);
      resolve(new WorkerLink(data.engine, worker, options));
    };
    const start: ToWorker = { type: "start", wasm };
    worker.postMessage(start);
  });
}

/** `source`: of the worker; `wasm`: the module for it, base64. */
export async function connect(
  source: string,
  wasm: string | undefined,
  options: ConnectOptions,
): Promise<Link> {
  if (options.workerUrl) return open(options.workerUrl, undefined, options);
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    return await open(url, wasm, options);
  } finally {
    URL.revokeObjectURL(url);
  }
}
