// Listens to a response while the page reads it: the page keeps its own response and its own stream,
// and whatever it does with them (cancel, tee, pipe) is done to the native ones. Nothing is read
// that the page does not read, so a cancel reaches the server.
import { type Exchange, errorOfReason } from "./exchange.ts";
import { define, overheard, quietly } from "./watcher.ts";

type Bytes = Uint8Array | string | undefined;

/** One who reads the body: turns bytes into text for the exchange. */
class Listener {
  private readonly _decoder = new TextDecoder();

  constructor(private readonly _exchange: Exchange) {}

  bytes(bytes: unknown): void {
    quietly(() => {
      const given = bytes as Bytes;
      if (!given) return;
      const text =
        typeof given === "string" ? given : this._decoder.decode(given, { stream: true });
      this._exchange.chunk(text, this);
    });
  }

  end(): void {
    quietly(() => this._exchange.end(this));
  }

  fail(reason: unknown): void {
    quietly(() => this._exchange.fail(errorOfReason(reason)));
  }

  /** The page leaves it. */
  leave(): void {
    this.fail({ name: "AbortError" });
  }

  /** All at once. */
  whole(bytes: unknown): void {
    this.bytes(bytes);
    this.end();
  }

  /** One step of whoever reads it bit by bit. */
  step(result: Promise<ReadableStreamReadResult<unknown> | IteratorResult<unknown>>): void {
    result.then(
      ({ done, value }) => {
        this._exchange.reading(false);
        this.bytes(value);
        if (done) this.end();
      },
      (reason) => this.fail(reason),
    );
  }
}

type Before = (...args: unknown[]) => void;

/** Overhears a method of `owner`, if it has that. */
function tap(owner: object, name: string, before?: Before, after?: (result: never) => void): void {
  const native = (owner as Record<string, unknown>)[name];
  if (!native) return;
  define(owner, name, overheard(native as () => unknown, before, after as Before));
}

/** Listens to what is read from `stream`, however it is read. */
export function listenToStream(stream: ReadableStream, exchange: Exchange): void {
  const listener = new Listener(exchange);
  const { pipeTo } = stream;
  const reads = (): void => exchange.reading();
  const leaves = (): void => listener.leave();
  const listenToSteps = (reader: object, next: string, leave: string): void => {
    tap(reader, next, reads, listener.step.bind(listener));
    tap(reader, leave, leaves);
  };

  tap(stream, "getReader", reads, (reader) => listenToSteps(reader, "read", "cancel"));
  tap(stream, "cancel", leaves);
  tap(stream, "tee", reads, (streams: ReadableStream[]) => {
    for (const one of streams) listenToStream(one, exchange);
  });

  /** The stream with a listener in between; cancel and errors pass both ways. */
  function withListener(this: ReadableStream, options?: StreamPipeOptions): ReadableStream {
    reads();
    const between = new TransformStream({
      transform(chunk, controller) {
        listener.bytes(chunk);
        controller.enqueue(chunk);
      },
      flush: () => listener.end(),
    });
    const { signal } = options ?? {};
    pipeTo.call(this, between.writable, { signal } as object).catch((reason: unknown) => {
      listener.fail(reason instanceof TypeError ? reason : { name: "AbortError" });
    });
    return between.readable;
  }
  for (const name of ["pipeTo", "pipeThrough"] as const) {
    const native = stream[name] as (to: unknown, options: unknown) => unknown;
    define(stream, name, function (this: ReadableStream, to: unknown, options?: object) {
      const { preventAbort, preventCancel, preventClose } = (options ?? {}) as StreamPipeOptions;
      const isPlain = !(preventAbort || preventCancel || preventClose || this.locked);
      return native.call(isPlain ? withListener.call(this, options) : this, to, options);
    });
  }
  tap(stream, "values", reads, (steps) => listenToSteps(steps, "next", "return"));
  const { values } = stream as { values?: unknown };
  if (values) define(stream, Symbol.asyncIterator, values);
}

/** Listens to `response`, which the page has, too. */
export function listenToResponse(response: Response, exchange: Exchange): void {
  exchange.head(response.status, response.headers.get("content-type") ?? "");
  listenToBody(response, exchange);
}

function listenToBody(response: Response, exchange: Exchange): void {
  const prototype = Object.getPrototypeOf(response) as Response;
  const listener = new Listener(exchange);
  const wrap = <Value>(name: string, bytesOf: (value: Value) => unknown): void => {
    const reads = (): void => exchange.reading();
    tap(response, name, reads, (result: Promise<Value>) => {
      result.then(
        (value) => quietly(() => listener.whole(bytesOf(value))),
        (reason) => listener.fail(reason),
      );
    });
  };
  wrap<string>("text", (text) => text);
  wrap<unknown>("json", JSON.stringify);
  wrap<ArrayBuffer>("arrayBuffer", (buffer) => new Uint8Array(buffer));
  wrap<Uint8Array>("bytes", (bytes) => bytes);
  wrap<Blob>("blob", () => undefined);
  define(response, "clone", () => {
    const copy = prototype.clone.call(response);
    quietly(() => listenToBody(copy, exchange));
    return copy;
  });
  const body = Object.getOwnPropertyDescriptor(prototype, "body")?.get;
  if (!body) return;
  let known: ReadableStream | undefined;
  Object.defineProperty(response, "body", {
    configurable: true,
    get: () => {
      const stream = body.call(response) as ReadableStream | null;
      if (stream && stream !== known) {
        known = stream;
        quietly(() => listenToStream(stream, exchange));
      }
      return stream;
    },
  });
}
