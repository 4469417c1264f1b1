// A page that is listened to gets what it would get: the same bytes in every way of reading, the same
// errors, and its cancel reaches the source.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Exchange } from "../../../tag/src/capture/network/exchange.ts";
import { tapFetch } from "../../../tag/src/capture/network/tapFetch.ts";
import { idsOf, mayTrace } from "../../../tag/src/capture/network/trace.ts";
import type { Watcher } from "../../../tag/src/capture/network/watcher.ts";

const pieces = ["Your order ", "is on its way, ", "\u00fcber Stra\u00dfen."];
const whole = pieces.join("");

interface Source {
  response: Response;
  cancelled: unknown[];
  sent: number;
}

/** A response that streams `pieces`, and fails after them if told so. */
function source({ fails = false, endless = false, type = "text/plain" } = {}): Source {
  const state: Source = { response: new Response(), cancelled: [], sent: 0 };
  const encoder = new TextEncoder();
  const body = new ReadableStream(
    {
      async pull(controller) {
        await new Promise((done) => setTimeout(done, 1));
        const piece = endless ? "x" : pieces[state.sent];
        if (piece !== undefined) controller.enqueue(encoder.encode(piece));
        else if (fails) controller.error(new TypeError("network error"));
        else controller.close();
        state.sent += 1;
      },
      cancel: (reason) => void state.cancelled.push(reason),
    },
    { highWaterMark: 0 },
  );
  state.response = new Response(body, { headers: { "content-type": type } });
  return state;
}

function tapped(
  answer: (...args: unknown[]) => Promise<Response>,
  see?: () => Exchange | undefined,
  isTraced = false,
  heard?: Exchange,
) {
  const seen: string[] = [];
  const traces: (string | null)[] = [];
  const exchange = new Exchange(
    () => 0,
    () => {},
  );
  const native = (...args: unknown[]) => answer(...args);
  const scope = { fetch: native } as unknown as Window & typeof globalThis;
  const watcher: Watcher = {
    isCurious: () => true,
    sees: (said, traceparent) => {
      seen.push(said);
      traces.push(traceparent);
      return see ? see() : exchange;
    },
    hears: (_, isNew) => (isNew ? heard : undefined),
    isTraced: () => isTraced,
  };
  const undo = tapFetch(scope, watcher);
  return { scope, exchange, seen, traces, native, undo };
}

async function readAll(stream: ReadableStream): Promise<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
  }
}

const ways: Record<string, (response: Response) => Promise<string>> = {
  text: (response) => response.text(),
  arrayBuffer: async (response) => new TextDecoder().decode(await response.arrayBuffer()),
  blob: async (response) => (await response.blob()).text(),
  reader: (response) => readAll(response.body as ReadableStream),
  clone: (response) => response.clone().text(),
  "clone twice": async (response) => {
    const [one, other] = await Promise.all([response.clone().text(), response.clone().text()]);
    assert.equal(one, other);
    return response.text();
  },
  tee: async (response) => {
    const [one, other] = (response.body as ReadableStream).tee();
    const [text, again] = await Promise.all([readAll(one), readAll(other)]);
    assert.equal(text, again);
    return text;
  },
  pipeThrough: async (response) => {
    const decoded = (response.body as ReadableStream).pipeThrough(new TextDecoderStream());
    let text = "";
    for await (const piece of decoded as unknown as AsyncIterable<string>) text += piece;
    return text;
  },
  pipeTo: async (response) => {
    let text = "";
    const decoder = new TextDecoder();
    const sink = new WritableStream({
      write: (bytes: Uint8Array) => {
        text += decoder.decode(bytes, { stream: true });
      },
    });
    await (response.body as ReadableStream).pipeTo(sink);
    return text;
  },
  "for await": async (response) => {
    const decoder = new TextDecoder();
    let text = "";
    for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(bytes, { stream: true });
    }
    return text;
  },
};

describe("a response that is listened to", () => {
  for (const [name, read] of Object.entries(ways)) {
    it(`is read by ${name}`, async () => {
      const { scope, exchange } = tapped(async () => source().response);
      const response = await scope.fetch("/chat", { method: "POST", body: "hello" });
      assert.ok(response instanceof Response);
      assert.equal(await read(response), whole);
      await new Promise((done) => setTimeout(done, 5));
      assert.ok(exchange.isEnded);
      if (name !== "blob") assert.equal(exchange.text, whole);
    });

    it(`breaks off for ${name}`, async () => {
      const { scope, exchange } = tapped(async () => source({ fails: true }).response);
      const response = await scope.fetch("/chat");
      await assert.rejects(read(response), TypeError);
      await new Promise((done) => setTimeout(done, 5));
      assert.match(`${exchange.failure}`, /stream|network/);
    });
  }

  it("gives JSON", async () => {
    const { scope, exchange } = tapped(async () => Response.json({ reply: "Hello" }));
    assert.deepEqual(await (await scope.fetch("/chat")).json(), { reply: "Hello" });
    assert.equal(exchange.text, "Hello");
  });

  const leaving: Record<string, (response: Response) => Promise<unknown>> = {
    reader: async (response) => {
      const reader = (response.body as ReadableStream).getReader();
      await reader.read();
      await reader.cancel("enough");
    },
    stream: async (response) => (response.body as ReadableStream).cancel("enough"),
    pipe: async (response) => {
      const reader = (response.body as ReadableStream)
        .pipeThrough(new TextDecoderStream())
        .getReader();
      await reader.read();
      await reader.cancel("enough");
    },
    iterator: async (response) => {
      for await (const _ of response.body as unknown as AsyncIterable<unknown>) break;
    },
  };
  for (const [name, leave] of Object.entries(leaving)) {
    it(`is cancelled at its source by ${name}, and nothing more is asked of it`, async () => {
      const endless = source({ endless: true });
      const { scope, exchange } = tapped(async () => endless.response);
      await leave(await scope.fetch("/chat"));
      await new Promise((done) => setTimeout(done, 20));
      assert.equal(endless.cancelled.length, 1);
      assert.ok(endless.sent < 6, `${endless.sent} pieces`);
      assert.ok(exchange.isEnded);
    });
  }
});

describe("fetch that is tapped", () => {
  it("returns the very promise and response of the native one", async () => {
    const answer = Promise.resolve(new Response("x"));
    const { scope } = tapped(() => answer);
    const got = scope.fetch("/chat");
    assert.equal(got, answer);
    assert.equal(await got, await answer);
  });

  it("rejects as the native one does", async () => {
    const reason = new TypeError("Failed to fetch");
    const { scope, exchange } = tapped(() => Promise.reject(reason));
    await assert.rejects(scope.fetch("/chat"), reason);
    assert.equal(exchange.failure, "network");
  });

  it("hears a stream of events that says nothing of the question, and no other answer", async () => {
    for (const type of ["text/event-stream", "application/x-ndjson", "text/plain"]) {
      const heard = new Exchange(
        () => 0,
        () => {},
      );
      const { response } = source({ type });
      const { scope } = tapped(
        () => Promise.resolve(response),
        () => undefined,
        false,
        heard,
      );
      const text = await (await scope.fetch("/jobs/7")).text();
      assert.equal(text, whole);
      assert.equal(heard.isEnded, type !== "text/plain", type);
    }
  });

  it("goes on if the listener fails", async () => {
    const { scope } = tapped(
      async () => new Response("x"),
      () => {
        throw new Error("inside");
      },
    );
    assert.equal(await (await scope.fetch("/chat")).text(), "x");
  });

  it("sees address and body of all forms, and leaves a Request its body", async () => {
    const request = new Request("http://shop.example/chat", { method: "POST", body: "hello" });
    const { scope, seen } = tapped(async () => new Response("x"));
    await scope.fetch(request);
    await scope.fetch("/chat?q=hi", { method: "POST", body: new URLSearchParams({ text: "a b" }) });
    await scope.fetch("/file", { method: "POST", body: new Blob(["in a file"]) });
    await new Promise((done) => setTimeout(done, 5));
    assert.equal(await request.text(), "hello");
    assert.deepEqual(seen.sort(), [
      "/chat?q=hi text=a+b",
      "/file in a file",
      "http://shop.example/chat hello",
    ]);
  });

  it("is ready before the page reads, also where the body of a request is known late", async () => {
    const inits = [new Request("http://shop.example/", { method: "POST", body: "hello" }), "/file"];
    for (const input of inits) {
      const answer = () => new Promise<Response>((done) => setTimeout(done, 5, source().response));
      const { scope, exchange } = tapped(answer);
      const body = typeof input === "string" ? new Blob(["hello"]) : undefined;
      const response = await scope.fetch(input, body && { method: "POST", body });
      await readAll(response.body as ReadableStream);
      assert.equal(exchange.text, whole);
    }
  });

  it("is the native one again afterwards, unless another has come on top", () => {
    const one = tapped(async () => new Response("x"));
    one.undo();
    assert.equal(one.scope.fetch, one.native);
    const other = tapped(async () => new Response("x"));
    const wrapper = () => Promise.resolve(new Response("y"));
    other.scope.fetch = wrapper;
    other.undo();
    assert.equal(other.scope.fetch, wrapper);
  });
});

describe("the trace of a request", () => {
  const kTrace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  const sent = (args: unknown[]): string | null => {
    const [input, init] = args as [string | Request, RequestInit?];
    const headers = init?.headers ?? (input instanceof Request ? input.headers : undefined);
    return new Headers(headers).get("traceparent");
  };
  const ask = async (isTraced: boolean, ...args: [string | Request, RequestInit?]) => {
    let left: unknown[] = [];
    const answer = async (...given: unknown[]) => {
      left = given;
      return new Response("");
    };
    const { scope, traces } = tapped(answer, undefined, isTraced);
    await scope.fetch(...args);
    await new Promise((done) => setTimeout(done, 5));
    return { left, sent: sent(left), seen: traces[0] };
  };
  const url = "https://shop.example/chat";
  const init = { method: "POST", body: "hello", headers: { "x-mine": "1" } };

  it("is read where the page sends one, and left as it is", async () => {
    for (const isTraced of [false, true]) {
      const headers = { traceparent: kTrace };
      const { sent, seen } = await ask(isTraced, url, { ...init, headers });
      assert.deepEqual([sent, seen], [kTrace, kTrace]);
      const request = new Request(url, { ...init, headers });
      assert.equal((await ask(isTraced, request)).seen, kTrace);
    }
  });

  it("is made where the site wants it, and nothing else is changed", async () => {
    const { left, sent, seen } = await ask(true, url, init);
    assert.match(`${sent}`, /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    assert.equal(sent, seen);
    const [given, { headers, ...rest }] = left as [string, RequestInit];
    assert.equal(given, url);
    assert.deepEqual(rest, { method: "POST", body: "hello" });
    assert.equal(new Headers(headers).get("x-mine"), "1");
    const request = new Request(url, init);
    const other = await ask(true, request);
    assert.equal(other.left[0], request);
    assert.equal(other.sent, other.seen);
    const file = await ask(true, url, { ...init, body: new Blob(["hello"]) });
    assert.match(`${file.sent}`, /^00-/);
    assert.equal(file.sent, file.seen);
  });

  it("is not made where nobody asked for it", async () => {
    const { left, sent, seen } = await ask(false, url, init);
    assert.deepEqual([sent, seen], [null, null]);
    assert.equal(left[1], init);
    assert.equal((await ask(true, url)).sent, null);
  });

  it("goes to the page's own origin, and to origins that the site lists", () => {
    const page = "https://shop.example/help";
    const other = "https://api.example/v1/chat";
    assert.ok(!mayTrace(false, url, page));
    assert.ok(mayTrace(true, "/chat", page));
    assert.ok(!mayTrace(true, other, page));
    assert.ok(mayTrace(["https://api.example"], other, page));
    assert.ok(!mayTrace(["https://api.example"], "https://evil.example/", page));
  });

  it("has ids only if it is one", () => {
    assert.deepEqual(idsOf(kTrace), {
      traceId: "0af7651916cd43dd8448eb211c80319c",
      spanId: "b7ad6b7169203331",
    });
    assert.deepEqual(idsOf("00-hello-world-01"), {});
    assert.deepEqual(idsOf(null), {});
  });
});
