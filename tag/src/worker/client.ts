// The engine on its way: loads its scripts when the page is idle and holds what comes before. What
// cannot be scored is handed back, not lost.
import {
  type CoreEvent,
  type EngineKind,
  type Entity,
  type Input,
  supportedKind,
} from "@undertone/wasm";
import { loadPart } from "./loadPart.ts";
import type { Link } from "./protocol.ts";
import { trustedUrl } from "./trustedUrl.ts";

/** Turns held while the engine is on its way, and their text. Older ones are handed back. */
const kHeldTurns = 200;
const kHeldCodeUnits = 1_000_000;

export interface Pending {
  conversation: string;
  input: Input;
  text: string;
  /** what the engine made of it; undefined: it will not be scored */
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

export class EngineClient {
  private _link: Link | undefined;
  private _gone = false;
  /** in order; those at the engine first */
  private readonly _pending = new Set<Pending>();

  constructor(private readonly _options: ClientOptions) {}

  /** What scores: `none` until the engine is ready, and after it is gone. */
  get engine(): EngineKind | "none" {
    return this._link?.engine ?? "none";
  }

  /** Resolves when the engine is ready or will never be. */
  async start(): Promise<void> {
    const { models, load, onError, onReady } = this._options;
    const begin = performance.now();
    try {
      const kind = supportedKind();
      // Where the page forbids WebAssembly, the same core runs as plain JavaScript.
      const link = await this._connect(kind).catch(() => this._connect("js"));
      for (const language of models) {
        await loadPart("model", `undertone-model-${language}`, load).then(
          ({ bytes }) => link.loadModel(bytes),
          onError,
        );
      }
      if (this._gone) return link.stop();
      this._link = link;
      for (const pending of this._pending) this._send(pending);
      onReady(Math.round(performance.now() - begin));
    } catch {
      onError();
      this.stop();
    }
  }

  push(pending: Pending): void {
    this._pending.add(pending);
    if (this._gone) this.handBack();
    else if (this._link) this._send(pending);
    else this._makeRoom();
  }

  /** PII of a text; nothing where no engine runs. */
  async inspect(text: string): Promise<readonly Entity[]> {
    return this._link?.inspect(text) ?? [];
  }

  forget(conversation: string): void {
    this._link?.forget(conversation);
  }

  /** Hands back all turns that are not answered. The page closes: nobody will. */
  handBack(): void {
    for (const pending of this._pending) this._settle(pending, undefined);
  }

  stop(): void {
    this._gone = true;
    this._link?.stop();
    this._link = undefined;
    this.handBack();
  }

  private async _connect(kind: EngineKind): Promise<Link> {
    const { load, workerUrl, timeoutMs, onError } = this._options;
    const name = `undertone-engine-${kind.replace("wasm_", "")}`;
    const { connect } = await loadPart("engine", name, load);
    return connect({ workerUrl, timeoutMs, trustedUrl, onError, onLost: () => this.stop() });
  }

  private _makeRoom(): void {
    let codeUnits = 0;
    for (const { text } of this._pending) codeUnits += text.length;
    const [oldest] = this._pending;
    if (oldest && (this._pending.size > kHeldTurns || codeUnits > kHeldCodeUnits)) {
      this._settle(oldest, undefined);
    }
  }

  private _send(pending: Pending): void {
    const { conversation, input, text } = pending;
    this._link?.push(conversation, input, text, (events) => this._settle(pending, events));
  }

  /** Once each: what was handed back is not told again when the engine answers after all. */
  private _settle(pending: Pending, events: CoreEvent[] | undefined): void {
    if (this._pending.delete(pending)) pending.settle(events);
  }
}
