// fetch: the native promise and the native response go back to the page; only requests that carry
// what was just said are looked at.
import { type Exchange, errorOfReason } from "./exchange.ts";
import { listenToResponse } from "./tapBody.ts";
import { quietly, replace, textOfBody, type Watcher } from "./watcher.ts";

type Fetch = typeof fetch;

const traceOf = (headers: HeadersInit | undefined): string | null =>
  headers ? new Headers(headers).get("traceparent") : null;

/** Known at once where that can be, so that no answer comes before its exchange. */
type Asked = Exchange | Promise<Exchange | undefined> | undefined;

export function tapFetch(scope: Window & typeof globalThis, watcher: Watcher): () => void {
  return replace(scope, "fetch", (native: Fetch) => {
    const tapped = function (this: unknown, ...args: Parameters<Fetch>): Promise<Response> {
      let asked: Asked;
      quietly(() => {
        if (watcher.isCurious()) asked = exchangeFor(args, watcher);
      });
      const answer = native.apply(this === undefined ? scope : (this as Window), args);
      quietly(() => listen(answer, asked));
      return answer;
    };
    // Pages that check for the native function by its text or name find it.
    Object.defineProperty(tapped, "name", { value: "fetch" });
    tapped.toString = () => native.toString();
    return tapped as Fetch;
  });
}

function exchangeFor([input, init]: Parameters<Fetch>, watcher: Watcher): Asked {
  const isRequest = typeof input === "object" && "url" in input;
  const url = isRequest ? input.url : String(input);
  const trace = traceOf(init?.headers) ?? (isRequest ? input.headers.get("traceparent") : null);
  if (isRequest && !init?.body && !/^(GET|HEAD)$/.test(input.method)) {
    const body = input.clone().text();
    return body.then(
      (text) => watcher.sees(`${url} ${text}`, trace),
      () => undefined,
    );
  }
  return watcher.sees(`${url} ${textOfBody(init?.body)}`, trace);
}

function listen(answer: Promise<Response>, asked: Asked): void {
  if (!asked) return;
  if ("then" in asked) {
    asked.then((exchange) => listen(answer, exchange));
    return;
  }
  // The response is prepared before the page gets it: this reaction is the first.
  answer.then(
    (response) => quietly(() => listenToResponse(response, asked)),
    (reason: unknown) => quietly(() => asked.fail(errorOfReason(reason))),
  );
}
