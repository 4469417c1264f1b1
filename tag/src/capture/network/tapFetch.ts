// fetch: the native promise and the native response go back to the page; only requests that carry
// what was just said are looked at.
import { type Exchange, errorOfReason } from "./exchange.ts";
import { listenToResponse } from "./tapBody.ts";
import { newTraceparent } from "./trace.ts";
import { define, quietly, replace, textOfBody, type Watcher } from "./watcher.ts";

type Fetch = typeof fetch;

/** Known at once where that can be, so that no answer comes before its exchange. */
type Asked = Exchange | Promise<Exchange | undefined> | undefined;

export function tapFetch(scope: Window & typeof globalThis, watcher: Watcher): () => void {
  return replace(scope, "fetch", (native: Fetch) => {
    const tapped = function (this: unknown, ...args: Parameters<Fetch>): Promise<Response> {
      let asked: Asked;
      let isCurious = false;
      quietly(() => {
        isCurious = watcher.isCurious();
        if (isCurious) asked = exchangeFor(args, watcher);
      });
      const answer = native.apply(this === undefined ? scope : (this as Window), args);
      if (isCurious) quietly(() => listen(answer, asked, watcher));
      return answer;
    };
    // Pages that check for the native function by its text or name find it.
    define(tapped, "name", "fetch");
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
  const body = init?.body;
  const asked = request && !body ? request : undefined;
  if (asked && /^(GET|HEAD)$/.test(asked.method)) return watcher.sees(url, trace);
  const later = asked?.clone().text() ?? (body instanceof Blob ? body.text() : undefined);
  const sees = (said: string) => watcher.sees(`${url} ${said}`, trace ?? added);
  const exchange = later?.then(sees, () => undefined) ?? sees(textOfBody(body));
  // What a later one says is known too late: any request of this moment is traced.
  if (exchange && added) {
    (asked?.headers ?? headers).set("traceparent", added);
    if (!asked) args[1] = { ...init, headers };
  }
  return exchange;
}

/** What may be an answer, whatever its request said. */
const kStream = /event-stream|ndjson/;

function listen(answer: Promise<Response>, asked: Asked, watcher: Watcher): void {
  let known = asked && "then" in asked ? undefined : asked;
  const later = Promise.resolve(asked).then((exchange) => {
    known ??= exchange;
  });
  const tell = (call: (exchange: Exchange) => void): void => {
    if (known) quietly(() => call(known as Exchange));
    else later.then(() => quietly(() => known && call(known)));
  };
  // The response is prepared before the page gets it: this reaction is the first.
  answer.then(
    (response) => {
      quietly(() => {
        const type = response.headers.get("content-type");
        if (!asked && kStream.test(`${type}`)) known = watcher.hears(response, true);
      });
      tell((exchange) => listenToResponse(response, exchange));
    },
    (reason: unknown) => tell((exchange) => exchange.fail(errorOfReason(reason))),
  );
}
