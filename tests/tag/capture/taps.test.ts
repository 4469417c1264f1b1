// A page that is listened to gets what it would get: the same bytes in every way of reading, the same
// errors, and its cancel reaches the source.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Exchange } from "../../../tag/src/capture/network/exchange.ts";
import { tapFetch } from "../../../tag/src/capture/network/tapFetch.ts";
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

function tapped(answer: () => Promise<Response>, see?: () => Exchange | undefined) {
  const seen: string[] = [];
  const exchange = new Exchange(
    () => 0,
    () => {},
  );
  const native = (..._args: unknown[]) => answer();
  const scope = { fetch: native } as unknown as Window & typeof globalThis;
  const watcher: Watcher = {
    isCurious: () => true,
    sees: (said) => {
      seen.push(said);
      return see ? see() : exchange;
    },
  };
  const undo = tapFetch(scope, watcher);
  return { scope, exchange, seen, native, undo };
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
    await new Promise((done) => setTimeout(done, 5));
    assert.equal(await request.text(), "hello");
    assert.deepEqual(seen.sort(), ["/chat?q=hi text=a+b", "http://shop.example/chat hello"]);
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
