// fetch: the native promise and the native response go back to the page; only requests that carry
// what was just said are looked at.
import { type Exchange, errorOfReason } from "./exchange.ts";
import { listenToResponse } from "./tapBody.ts";
import { newTraceparent } from "./trace.ts";
import { quietly, replace, textOfBody, type Watcher } from "./watcher.ts";

type Fetch = typeof fetch;

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

/** Looks at a request; where the site wants a trace and the page sends none, `args` get one. */
function exchangeFor(args: Parameters<Fetch>, watcher: Watcher): Asked {
  const [input, init] = args;
  const request = typeof input === "object" && "url" in input ? input : undefined;
  const url = request ? request.url : String(input);
  const headers = new Headers(init?.headers ?? request?.headers);
  const trace = headers.get("traceparent");
  const isLoud = /^(POST|PUT|PATCH)$/i.test(init?.method ?? request?.method ?? "GET");
  const added = !trace && isLoud && watcher.isTraced(url) ? newTraceparent() : null;
  if (request && !init?.body) {
    if (/^(GET|HEAD)$/.test(request.method)) return watcher.sees(url, trace);
    const body = request.clone().text();
    // What it says is known too late: any request of this moment is traced.
    if (added) request.headers.set("traceparent", added);
    return body.then(
      (text) => watcher.sees(`${url} ${text}`, trace ?? added),
      () => undefined,
    );
  }
  const exchange = watcher.sees(`${url} ${textOfBody(init?.body)}`, trace ?? added);
  if (exchange && added) {
    headers.set("traceparent", added);
    args[1] = { ...init, headers };
  }
  return exchange;
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
