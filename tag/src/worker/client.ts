// The engine on its way: loads its scripts when the page is idle and holds what comes before. What
// cannot be scored is handed back, not lost.
import {
  type CoreEvent,
  type EngineKind,
  type Entity,
  type Input,
  supportedKind,
  type Taxonomy,
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
  topics: Taxonomy | undefined;
  timeoutMs: number;
  /** Gives the engine a second opinion. */
  wrap?: ((link: Link) => Promise<Link>) | undefined;
  onReady(loadMs: number): void;
  onError(): void;
}

export interface EngineClient {
  /** What scores: `none` until the engine is ready, and after it is gone. */
  readonly engine: EngineKind | "none";
  /** Resolves when the engine is ready or will never be. */
  start(): Promise<void>;
  push(pending: Pending): void;
  /** PII of a text; nothing where no engine runs. */
  inspect(text: string): Promise<readonly Entity[]> | undefined;
  forget(conversation: string): void;
  /** Hands back all turns that are not answered. The page closes: nobody will. */
  handBack(): void;
  stop(): void;
}

export function createClient(options: ClientOptions): EngineClient {
  const { load, workerUrl, models, topics, timeoutMs, wrap, onReady, onError } = options;
  /** in order; those at the engine first */
  const waiting = new Set<Pending>();
  let link: Link | undefined;
  let isGone = false;

  async function start(): Promise<void> {
    const begin = performance.now();
    try {
      const kind = supportedKind();
      // Where the page forbids WebAssembly, the same core runs as plain JavaScript.
      const opened = await open(kind).catch(() => open("js"));
      for (const language of models) {
        await loadPart("model", load, `undertone-model-${language}`).then(
          ({ bytes }) => opened.loadModel(bytes),
          onError,
        );
      }
      if (topics) opened.addTopics(topics);
      link = (await wrap?.(opened).catch(onError)) ?? opened;
      if (isGone) return stop();
      for (const pending of waiting) send(pending);
      onReady(Math.round(performance.now() - begin));
    } catch {
      onError();
      stop();
    }
  }

  async function open(kind: EngineKind): Promise<Link> {
    const name = `undertone-engine-${kind.replace("wasm_", "")}`;
    const { connect } = await loadPart("engine", load, name);
    return connect({ workerUrl, timeoutMs, trustedUrl, onError, onLost: stop });
  }

  function push(pending: Pending): void {
    waiting.add(pending);
    if (isGone) handBack();
    else if (link) send(pending);
    else makeRoom();
  }

  function makeRoom(): void {
    let codeUnits = 0;
    for (const { text } of waiting) codeUnits += text.length;
    const [oldest] = waiting;
    if (oldest && (waiting.size > kHeldTurns || codeUnits > kHeldCodeUnits)) settle(oldest);
  }

  function send(pending: Pending): void {
    const { conversation, input, text } = pending;
    link?.push(conversation, input, text, (events) => settle(pending, events));
  }

  /** Once each: what was handed back is not told again when the engine answers after all. */
  function settle(pending: Pending, events?: CoreEvent[]): void {
    if (waiting.delete(pending)) pending.settle(events);
  }

  function handBack(): void {
    link?.tellHeld?.();
    for (const pending of waiting) settle(pending);
  }

  function stop(): void {
    isGone = true;
    link?.stop();
    link = undefined;
    handBack();
  }

  return {
    get engine() {
      return link?.engine ?? "none";
    },
    start,
    push,
    inspect: (text) => link?.inspect(`${text}`),
    forget: (conversation) => link?.forget(conversation),
    handBack,
    stop,
  };
}
