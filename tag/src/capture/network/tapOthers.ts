// XMLHttpRequest, EventSource and WebSocket, tapped as gently as fetch.
import type { Exchange } from "./exchange.ts";
import { quietly, replace, textOfBody, type Watcher } from "./watcher.ts";

type Scope = Window & typeof globalThis;

export function tapXhr(scope: Scope, watcher: Watcher): () => void {
  const { prototype } = scope.XMLHttpRequest;
  const urls = new WeakMap<XMLHttpRequest, string>();
  const undoOpen = replace(prototype, "open", (native) => {
    return function (this: XMLHttpRequest, ...args: Parameters<XMLHttpRequest["open"]>) {
      quietly(() => urls.set(this, String(args[1])));
      return native.apply(this, args);
    } as typeof native;
  });
  const undoSend = replace(prototype, "send", (native) => {
    return function (this: XMLHttpRequest, body?: Document | XMLHttpRequestBodyInit | null) {
      quietly(() => {
        if (!watcher.isCurious()) return;
        const exchange = watcher.sees(`${urls.get(this) ?? ""} ${textOfBody(body)}`, null);
        if (exchange) listenToXhr(this, exchange);
      });
      return native.call(this, body);
    };
  });
  return () => {
    undoOpen();
    undoSend();
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
  if (!scope[name]) return () => {};
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
    if (!watcher.isCurious()) return;
    const exchange = watcher.sees(String(url), null);
    if (!exchange) return;
    exchange.head(200, "text/event-stream");
    const known = new Set<string>();
    const take = (event: Event): void =>
      quietly(() => {
        const { data } = event as MessageEvent;
        if (typeof data === "string")
          exchange.chunk(`event:${event.type}\ndata:${data.replace(/\n/g, "\ndata:")}\n\n`);
      });
    // Named events are heard where the page hears them.
    const listenTo = (name: string): void => {
      if (known.has(name) || /^(open|error)$/.test(name)) return;
      known.add(name);
      native.call(source, name, take);
    };
    const { addEventListener: native, close } = source;
    source.addEventListener = ((...args: Parameters<typeof native>) => {
      quietly(() => listenTo(args[0]));
      return native.apply(source, args);
    }) as typeof native;
    source.close = () => {
      exchange.end();
      close.call(source);
    };
    listenTo("message");
    native.call(source, "error", () =>
      quietly(() => {
        if (!exchange.text) exchange.fail("network");
        else exchange.end();
      }),
    );
  });
}

export function tapWebSocket(scope: Scope, watcher: Watcher): () => void {
  return tapConstructor(scope, "WebSocket", (socket) => {
    let exchange: Exchange | undefined;
    const { send } = socket;
    socket.send = (data) => {
      quietly(() => {
        if (watcher.isCurious()) {
          exchange = watcher.sees(textOfBody(data), null, false) ?? exchange;
        }
      });
      return send.call(socket, data);
    };
    socket.addEventListener("message", ({ data }) => {
      if (typeof data === "string") quietly(() => exchange?.frame(data));
    });
    socket.addEventListener("close", ({ wasClean }) => {
      if (!wasClean) quietly(() => exchange?.fail("network"));
    });
  });
}
