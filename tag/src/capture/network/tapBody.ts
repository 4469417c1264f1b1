// Listens to a response while the page reads it: the page keeps its own response and its own stream,
// and whatever it does with them (cancel, tee, pipe) is done to the native ones. Nothing is read
// that the page does not read, so a cancel reaches the server.
import { type Exchange, errorOfReason } from "./exchange.ts";
import { quietly } from "./watcher.ts";

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

  /** All at once. */
  whole(text: string): void {
    this.bytes(text);
    this.end();
  }
}

const define = (owner: object, name: PropertyKey, value: unknown): void => {
  Object.defineProperty(owner, name, { value, configurable: true, writable: true });
};

type AnyReader = ReadableStreamDefaultReader<unknown>;

function listenToReader(reader: AnyReader, listener: Listener): void {
  const { read, cancel } = reader;
  define(reader, "read", function (this: AnyReader, ...args: []) {
    const result = read.apply(this, args);
    result.then(({ done, value }) => {
      if (value !== undefined) listener.bytes(value);
      if (done) listener.end();
    }, listener.fail.bind(listener));
    return result;
  });
  define(reader, "cancel", function (this: AnyReader, reason?: unknown) {
    listener.fail({ name: "AbortError" });
    return cancel.call(this, reason);
  });
}

/** Listens to what is read from `stream`, however it is read. */
export function listenToStream(stream: ReadableStream, exchange: Exchange): void {
  const listener = new Listener(exchange);
  const { getReader, cancel, tee, pipeTo, pipeThrough } = stream;
  const iterate = (stream as { values?: (options?: unknown) => AsyncIterator<unknown> }).values;

  const reads = (): void => quietly(() => exchange.reading());

  define(stream, "getReader", function (this: ReadableStream, ...args: []) {
    reads();
    const reader = getReader.apply(this, args) as AnyReader;
    quietly(() => listenToReader(reader, listener));
    return reader;
  });
  define(stream, "cancel", function (this: ReadableStream, reason?: unknown) {
    listener.fail({ name: "AbortError" });
    return cancel.call(this, reason);
  });
  define(stream, "tee", function (this: ReadableStream) {
    reads();
    const [first, second] = tee.call(this);
    quietly(() => {
      listenToStream(first, exchange);
      listenToStream(second, exchange);
    });
    return [first, second];
  });

  /** The stream with a listener in between; cancel and errors pass both ways. */
  function overheard(this: ReadableStream, options?: StreamPipeOptions): ReadableStream {
    reads();
    const between = new TransformStream({
      transform(chunk, controller) {
        listener.bytes(chunk);
        controller.enqueue(chunk);
      },
      flush: () => listener.end(),
    });
    const { signal } = options ?? {};
    pipeTo.call(this, between.writable, signal ? { signal } : {}).catch((reason: unknown) => {
      listener.fail(reason instanceof TypeError ? reason : { name: "AbortError" });
    });
    return between.readable;
  }
  const isPlain = (options?: StreamPipeOptions): boolean =>
    !(options?.preventAbort || options?.preventCancel || options?.preventClose);

  define(stream, "pipeTo", function (this: ReadableStream, to: WritableStream, options = {}) {
    const from = isPlain(options) ? overheard.call(this, options) : this;
    return pipeTo.call(from, to, options);
  });
  define(
    stream,
    "pipeThrough",
    function (this: ReadableStream, pair: ReadableWritablePair, options = {}) {
      const from = isPlain(options) && !this.locked ? overheard.call(this, options) : this;
      return pipeThrough.call(from, pair, options);
    },
  );
  if (!iterate) return;
  const values = function (this: ReadableStream, options?: unknown) {
    reads();
    const iterator = iterate.call(this, options);
    const next = iterator.next.bind(iterator);
    define(iterator, "next", () => {
      const result = next();
      result.then(({ done, value }) => {
        if (done) listener.end();
        else listener.bytes(value);
      }, listener.fail.bind(listener));
      return result;
    });
    const leave = iterator.return?.bind(iterator);
    if (leave) {
      define(iterator, "return", (value?: unknown) => {
        listener.fail({ name: "AbortError" });
        return leave(value);
      });
    }
    return iterator;
  };
  define(stream, "values", values);
  define(stream, Symbol.asyncIterator, values);
}

/** Listens to `response`, which the page has, too. */
export function listenToResponse(response: Response, exchange: Exchange): void {
  exchange.head(response.status, response.headers.get("content-type") ?? "");
  listenToBody(response, exchange);
}

function listenToBody(response: Response, exchange: Exchange): void {
  const prototype = Object.getPrototypeOf(response) as Response;
  const listener = new Listener(exchange);
  const wrap = <Value>(name: keyof Response, heard: (value: Value) => void): void => {
    const native = prototype[name] as unknown as (this: Response) => Promise<Value>;
    if (typeof native !== "function") return;
    define(response, name, function (this: Response) {
      quietly(() => exchange.reading());
      const result = native.call(this);
      result.then((value) => quietly(() => heard(value)), listener.fail.bind(listener));
      return result;
    });
  };
  wrap<string>("text", (text) => listener.whole(text));
  wrap<unknown>("json", (value) => listener.whole(JSON.stringify(value)));
  wrap<ArrayBuffer>("arrayBuffer", (buffer) => {
    listener.bytes(new Uint8Array(buffer));
    listener.end();
  });
  wrap<Uint8Array>("bytes" as keyof Response, (bytes) => {
    listener.bytes(bytes);
    listener.end();
  });
  wrap<Blob>("blob", () => listener.end());
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
