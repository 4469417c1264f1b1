// The page's end of the deep worker: starts it when there is something to ask, asks with a time limit,
// stops it when it is idle or fails. Whatever goes wrong, a question is answered with nothing.
import type { UserMessageEvent } from "@undertone/wasm";
import { onFailure } from "../worker/onFailure.ts";
import type { DeepModel } from "./cascade.ts";
import { type Cuts, doubtful } from "./doubtful.ts";
import type { DeepStart, Finding, FromDeep, Question, ToDeep } from "./protocol.ts";

export interface DeepModelOptions {
  /** `whole`: with all of the runtime, after a worker without has failed. */
  start(whole: boolean): DeepStart;
  cuts: Cuts;
  language: string;
  /** Makes the worker. */
  open(): Worker;
  /** Ask about every turn: a site's own classifier wants all of them. */
  all: boolean;
  /** Load before there is a question. */
  eager: boolean;
  limitMs: number;
  loadLimitMs: number;
  idleMs: number;
  may(): Promise<boolean>;
  onError(): void;
}

/** A timer of more milliseconds fires at once. */
const kLongestMs = 2 ** 31 - 1;

const after = (ms: number, call: () => void): ReturnType<typeof setTimeout> =>
  setTimeout(call, Math.min(ms, kLongestMs));

/** More questions at once are answered with nothing: the device cannot follow. */
const kAtOnce = 2;
/** Failures in a row after which it is not tried again on this page. */
const kFailures = 3;

export function createDeepModel(options: DeepModelOptions): DeepModel {
  const waiting = new Map<number, (finding: Finding | undefined) => void>();
  let worker: Worker | undefined;
  let isReady = false;
  let isOff = false;
  let isStarting = false;
  let hasFailed = false;
  let failures = 0;
  let nextId = 1;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let loading: ReturnType<typeof setTimeout> | undefined;
  if (options.eager) void load();

  async function load(): Promise<void> {
    if (worker || isOff || isStarting) return;
    isStarting = true;
    const may = await options.may().catch(() => false);
    isStarting = false;
    if (isOff) return;
    if (!may) {
      isOff = true;
      return;
    }
    try {
      worker = options.open();
      onFailure(worker, fail);
      worker.onmessage = ({ data }: MessageEvent<FromDeep>) => receive(data);
      loading = after(options.loadLimitMs, fail);
      post(options.start(hasFailed));
    } catch {
      fail();
    }
  }

  function post(message: ToDeep): void {
    worker?.postMessage(message);
  }

  function receive(message: FromDeep): void {
    if (message.type === "ready") {
      clearTimeout(loading);
      isReady = true;
      rest();
    } else if (message.type === "failed") {
      fail();
    } else {
      if (message.finding) failures = 0;
      else fail();
      answer(message.id, message.finding);
    }
  }

  function answer(id: number, finding: Finding | undefined): void {
    const settle = waiting.get(id);
    waiting.delete(id);
    settle?.(finding);
  }

  /** Something went wrong; too often, and the core goes on alone. */
  function count(): void {
    options.onError();
    failures += 1;
    if (failures >= kFailures) stop();
  }

  /** The worker is of no use any more. */
  function fail(): void {
    hasFailed = true;
    unload();
    count();
  }

  function unload(): void {
    clearTimeout(idle);
    clearTimeout(loading);
    worker?.terminate();
    worker = undefined;
    isReady = false;
    for (const id of [...waiting.keys()]) answer(id, undefined);
  }

  function rest(): void {
    clearTimeout(idle);
    idle = after(options.idleMs, unload);
  }

  function ask(question: Question, settle: (finding: Finding | undefined) => void): void {
    if (!isReady || waiting.size >= kAtOnce) {
      settle(undefined);
      void load();
      return;
    }
    const id = nextId++;
    const timer = after(options.limitMs, () => {
      if (waiting.has(id)) count();
      answer(id, undefined);
    });
    waiting.set(id, (finding) => {
      clearTimeout(timer);
      settle(finding);
    });
    post({ type: "ask", id, question });
    rest();
  }

  function stop(): void {
    isOff = true;
    unload();
  }

  return {
    ask,
    isWorthAsking: (event: UserMessageEvent, margin: number) =>
      !isOff &&
      (options.all || (event.lang === options.language && doubtful(event, margin, options.cuts))),
    stop,
  };
}
