// XMLHttpRequest, EventSource and WebSocket, tapped as gently as fetch.
import type { Exchange } from "./exchange.ts";
import { newTraceparent } from "./trace.ts";
import { overheard, quietly, replace, textOfBody, type Watcher } from "./watcher.ts";

type Scope = Window & typeof globalThis;

/** What is known of a request before it is sent. */
interface Prepared {
  url: string;
  trace: string | null;
}

export function tapXhr(scope: Scope, watcher: Watcher): () => void {
  const { prototype } = scope.XMLHttpRequest;
  const { setRequestHeader } = prototype;
  const prepared = new WeakMap<XMLHttpRequest, Prepared>();
  const undo = [
    replace(
      prototype,
      "open",
      (native: (...args: never[]) => void) =>
        overheard(native, (request: XMLHttpRequest, _, url) =>
          prepared.set(request, { url: `${url}`, trace: null }),
        ) as XMLHttpRequest["open"],
    ),
    replace(prototype, "setRequestHeader", (native) =>
      overheard(native, (request: XMLHttpRequest, name, value) => {
        const known = prepared.get(request);
        if (known && /^traceparent$/i.test(name)) known.trace = value;
      }),
    ),
    replace(prototype, "send", (native) =>
      overheard(native, (request: XMLHttpRequest, body) => {
        if (!watcher.isCurious()) return;
        const { url = "", trace = null } = prepared.get(request) ?? {};
        const added = !trace && body && watcher.isTraced(url) ? newTraceparent() : null;
        const exchange = watcher.sees(`${url} ${textOfBody(body)}`, trace ?? added);
        if (exchange && added) setRequestHeader.call(request, "traceparent", added);
        if (exchange) listenToXhr(request, exchange);
      }),
    ),
  ];
  return () => {
    for (const call of undo) call();
  };
}

function listenToXhr(request: XMLHttpRequest, exchange: Exchange): void {
  let read = 0;
  const on = (name: string, call: () => void): void =>
    request.addEventListener(name, () => quietly(call));
  const take = (): void => {
    if (request.responseType && request.responseType !== "text") return;
    const news = request.responseText.slice(read);
    read += news.length;
    if (news) exchange.chunk(news);
  };
  on("readystatechange", () => {
    if (request.readyState === 2) {
      exchange.head(request.status, request.getResponseHeader("content-type") ?? "");
      exchange.reading();
    }
  });
  on("progress", take);
  on("load", () => {
    if (request.responseType === "json") exchange.chunk(JSON.stringify(request.response));
    else take();
    exchange.end();
  });
  on("error", () => exchange.fail("network"));
  on("timeout", () => exchange.fail("timeout"));
  on("abort", () => exchange.fail("aborted"));
}

/** Puts a constructor in place that makes the same objects and shows them to `made`. */
function tapConstructor<Name extends "EventSource" | "WebSocket">(
  scope: Scope,
  name: Name,
  made: (instance: InstanceType<Scope[Name]>, args: unknown[]) => void,
): () => void {
  return replace(
    scope,
    name,
    (native) =>
      new Proxy(native, {
        construct(target, args, newTarget) {
          const instance = Reflect.construct(target, args, newTarget);
          quietly(() => made(instance, args));
          return instance;
        },
      }),
  );
}

export function tapEventSource(scope: Scope, watcher: Watcher): () => void {
  return tapConstructor(scope, "EventSource", (source, [url]) => {
    const carried = watcher.isCurious() ? watcher.sees(String(url), null) : undefined;
    const own = carried ?? watcher.hears(source, true);
    own?.head(200, "text/event-stream");
    own?.reading();
    const known = new Set<string>();
    const take = (event: Event): void =>
      quietly(() => {
        const { data } = event as MessageEvent;
        if (typeof data === "string") (carried ?? watcher.hears(source))?.frame(data, event.type);
      });
    // Named events are heard where the page hears them.
    const listenTo = (name: string): void => {
      if (known.has(name) || /^(open|error)$/.test(name)) return;
      known.add(name);
      native.call(source, name, take);
    };
    const { addEventListener: native, close } = source;
    source.addEventListener = overheard(native as (...args: never[]) => void, (_, name) =>
      listenTo(name),
    ) as typeof native;
    source.close = overheard(close, () => own?.end());
    listenTo("message");
    native.call(source, "error", () =>
      quietly(() => {
        if (!own?.text) own?.fail("network");
        else own.end();
      }),
    );
  });
}

export function tapWebSocket(scope: Scope, watcher: Watcher): () => void {
  return tapConstructor(scope, "WebSocket", (socket) => {
    let exchange: Exchange | undefined;
    socket.send = overheard(socket.send, (_, data) => {
      if (watcher.isCurious()) exchange = watcher.sees(textOfBody(data), null, false) ?? exchange;
    });
    socket.addEventListener("message", ({ data }) => {
      if (typeof data === "string") quietly(() => (exchange ?? watcher.hears(socket))?.frame(data));
    });
    socket.addEventListener("close", ({ wasClean }) => {
      if (!wasClean) quietly(() => exchange?.fail("network"));
    });
  });
}
