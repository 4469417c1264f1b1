// The page's side of the worker: starts it when the page is idle, holds what comes before it is
// ready, and gives up in order: what cannot be scored is handed back, not lost.
import type { CoreEvent, EngineKind, Entity, Input } from "@undertone/wasm";
import { supportedKind } from "@undertone/wasm";
import { loadPart } from "./loadPart.ts";
import type { FromWorker, ToWorker } from "./protocol.ts";
import { trustedUrl } from "./trustedUrl.ts";

/** Turns held while the engine is on its way. Older ones are handed back unscored. */
const kHeldTurns = 200;
const kHeldCodeUnits = 1_000_000;

/** An engine that takes longer for one message hangs. */
const kReplyMs = 10_000;

export interface Pending {
  conversation: string;
  input: Input;
  text: string;
  /** what the engine made of it; undefined: nothing, it will not be scored */
  settle(events: CoreEvent[] | undefined): void;
}

export interface ClientOptions {
  /** Loads one of the scripts beside the tag by name. */
  load: (name: string) => Promise<unknown>;
  workerUrl: string | undefined;
  models: readonly string[];
  timeoutMs: number;
  onReady(loadMs: number): void;
  onError(): void;
}

type Asked = { settle(entities: readonly Entity[]): void };

export class EngineClient {
  /** What scores: `none` until the engine is ready, and after it is gone. */
  engine: EngineKind | "none" = "none";
  private _state: "waiting" | "ready" | "gone" = "waiting";
  private _worker: Worker | undefined;
  private _held: Pending[] = [];
  private readonly _pending = new Map<number, Pending>();
  private readonly _asked = new Map<number, Asked>();
  private _nextId = 1;
  private _watch: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly _options: ClientOptions) {}

  /** Resolves when the engine is ready or will never be. */
  async start(): Promise<void> {
    const begin = performance.now();
    try {
      const { workerUrl, models, load } = this._options;
      if (workerUrl) await this._open(trustedUrl(workerUrl), {});
      else await this._openBest(supportedKind());
      for (const language of models) {
        const model = await loadPart("model", `undertone-model-${language}`, load).catch(
          () => null,
        );
        if (model) this._post({ type: "model", id: this._nextId++, bytes: model.bytes });
        else this._options.onError();
      }
      if (this._state !== "waiting") return;
      this._state = "ready";
      for (const held of this._held.splice(0)) this._send(held);
      this._options.onReady(Math.round(performance.now() - begin));
    } catch {
      this._options.onError();
      this.stop();
    }
  }

  push(pending: Pending): void {
    if (this._state === "ready") this._send(pending);
    else if (this._state === "gone") pending.settle(undefined);
    else {
      this._held.push(pending);
      const units = this._held.reduce((sum, { text }) => sum + text.length, 0);
      if (this._held.length > kHeldTurns || units > kHeldCodeUnits) {
        this._held.shift()?.settle(undefined);
      }
    }
  }

  /** PII of a text; nothing where no engine runs. */
  inspect(text: string): Promise<readonly Entity[]> {
    if (this._state !== "ready") return Promise.resolve([]);
    return new Promise((settle) => {
      const id = this._nextId++;
      this._asked.set(id, { settle });
      this._post({ type: "inspect", id, text });
    });
  }

  forget(conversation: string): void {
    this._post({ type: "forget", id: 0, conversation });
  }

  /** Hands back all turns that the engine has not answered. The page closes: nobody will. */
  handBack(): void {
    const unanswered = [...this._pending.values(), ...this._held.splice(0)];
    this._pending.clear();
    for (const pending of unanswered) pending.settle(undefined);
  }

  stop(): void {
    this._state = "gone";
    this.engine = "none";
    clearTimeout(this._watch);
    this._worker?.terminate();
    this._worker = undefined;
    this.handBack();
    for (const { settle } of this._asked.values()) settle([]);
    this._asked.clear();
  }

  /** Where the page forbids WebAssembly, the same core runs as plain JavaScript. */
  private async _openBest(kind: EngineKind): Promise<void> {
    try {
      await this._openPart(kind);
    } catch (error) {
      if (kind === "js") throw error;
      await this._openPart("js");
    }
  }

  private async _openPart(kind: EngineKind): Promise<void> {
    const part = await loadPart(
      "engine",
      `undertone-engine-${kind.replace("wasm_", "")}`,
      this._options.load,
    );
    const blob = new Blob([part.worker], { type: "text/javascript" });
    const url = URL.createObjectURL(blob);
    try {
      await this._open(trustedUrl(url), part.wasm ? { wasm: part.wasm } : {});
    } finally {
      URL.revokeObjectURL(url);
    }
  }

  /** Starts a worker; rejects if it does not become ready in time. */
  private _open(url: string, given: { wasm?: string }): Promise<void> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(url);
      const fail = (): void => {
        clearTimeout(timer);
        worker.terminate();
        reject(new Error("no engine"));
      };
      // A blob worker that the page's policy refuses fails late and without a reason.
      const timer = setTimeout(fail, this._options.timeoutMs);
      worker.onerror = worker.onmessageerror = fail;
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if (data.type !== "ready") return fail();
        clearTimeout(timer);
        this._worker = worker;
        this.engine = data.engine;
        worker.onmessage = (event: MessageEvent<FromWorker>) => this._receive(event.data);
        worker.onerror = worker.onmessageerror = () => {
          this._options.onError();
          this.stop();
        };
        resolve();
      };
      const start: ToWorker = { type: "start", ...given };
      worker.postMessage(start);
    });
  }

  private _post(message: ToWorker): void {
    this._worker?.postMessage(message);
  }

  private _send(pending: Pending): void {
    const { conversation, input, text } = pending;
    const id = this._nextId++;
    this._pending.set(id, pending);
    this._post({ type: "push", id, conversation, input, text });
    this._watch ??= setTimeout(() => this._check(id), kReplyMs);
  }

  /** Stops an engine that has not answered `id` yet. */
  private _check(id: number): void {
    this._watch = undefined;
    if (this._pending.has(id)) {
      this._options.onError();
      this.stop();
    } else if (this._pending.size > 0) {
      const next = [...this._pending.keys()][this._pending.size - 1] ?? 0;
      this._watch = setTimeout(() => this._check(next), kReplyMs);
    }
  }

  private _receive(message: FromWorker): void {
    if (message.type === "events" || message.type === "refused") {
      const pending = this._pending.get(message.id);
      this._pending.delete(message.id);
      if (message.type === "refused") this._options.onError();
      pending?.settle(message.type === "events" ? message.events : undefined);
    } else if (message.type === "entities") {
      this._asked.get(message.id)?.settle(message.entities);
      this._asked.delete(message.id);
    }
  }
}
