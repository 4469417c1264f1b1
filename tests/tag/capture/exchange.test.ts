// What a request tells of an answer: its failure, its times, whether more may come.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Exchange } from "../../../tag/src/capture/network/exchange.ts";

const sse = (...values: unknown[]): string =>
  values.map((value) => `data: ${JSON.stringify(value)}\n\n`).join("");

describe("an exchange", () => {
  it("does not name as its model what was said", () => {
    const exchange = exchangeUnended(sse({ model: "m-4", choices: [] }));
    assert.deepEqual(exchange.facts("Which model are you?"), { model: "m-4" });
    assert.deepEqual(exchange.facts("Are you m-4?"), {});
  });

  it("that breaks off after its first piece failed as a stream, before it as a network", () => {
    const begun = exchangeUnended("Hel");
    begun.fail("network");
    assert.equal(begun.failure, "stream");
    const unbegun = exchangeUnended("");
    unbegun.fail("network");
    assert.equal(unbegun.failure, "network");
  });

  it("that the page cancels after the end mark has not failed", () => {
    const exchange = exchangeUnended("data: [DONE]\n\n", "text/event-stream");
    exchange.fail("aborted");
    assert.equal(exchange.failure, undefined);
  });

  it("says nothing by what its tools are told", () => {
    const exchange = exchangeUnended("", "text/event-stream");
    exchange.chunk('data: {"type":"TOOL_CALL_ARGS","delta":"{\\"id\\":1}"}\n\n');
    exchange.chunk('data: {"type":"TEXT_MESSAGE_CONTENT","delta":"Hello"}\n\n');
    assert.equal(exchange.text, "Hello");
  });

  it("names its failure where others name an operation", () => {
    const exchange = exchangeUnended('{"op":"fail","id":1}');
    assert.equal(exchange.failure, "stream");
  });

  it("has the status as its failure", () => {
    for (const [status, failure] of [
      [200, undefined],
      [404, "http_4xx"],
      [429, "http_429"],
      [503, "http_5xx"],
      [504, "timeout"],
    ] as const) {
      const exchange = new Exchange(
        () => 0,
        () => {},
      );
      exchange.head(status, "");
      assert.equal(exchange.failure, failure);
    }
  });

  it("tells an answer by its words, whatever the page adds", () => {
    const exchange = exchangeUnended("Your order is on **its** way.");
    assert.ok(exchange.tells("Shop: Your order is on its way."));
    assert.ok(!exchange.tells("Something else entirely."));
  });

  it("has the time of the first word of an unknown shape, however short it is", () => {
    let now = 0;
    const exchange = new Exchange(
      () => now,
      () => {},
    );
    exchange.head(200, "text/event-stream");
    for (const text of ["It", " is", " still", " on", " its way"]) {
      now += 50;
      exchange.chunk(sse({ text }));
    }
    assert.deepEqual(exchange.times("It is still on its way", 0), {
      firstTokenMs: 50,
      latencyMs: 250,
      stalls: 0,
    });
  });

  it("finds the answer in frames whose shape nobody knows", () => {
    let now = 100;
    const socket = new Exchange(
      () => now,
      () => {},
      false,
    );
    socket.frame("2");
    now = 250;
    socket.frame('42["bot_uttered",{"x":{"y":"Your order is on its way."}}]');
    now = 900;
    socket.frame('42["presence",{"who":"nobody"}]');
    assert.deepEqual(socket.times("Your order is on its way.", 50), {
      firstTokenMs: 200,
      latencyMs: 200,
    });
  });

  it("that ends with an error has its first word where frames of no known shape had it", () => {
    let now = 0;
    const exchange = new Exchange(
      () => now,
      () => {},
    );
    const say = (name: string, value: object): void => {
      now += 100;
      exchange.frame(JSON.stringify(value), name);
    };
    for (const t of ["The", " tent", " is", " green"]) say("piece", { t });
    say("failure", { why: "overloaded" });
    assert.equal(exchange.failure, "stream");
    assert.equal(exchange.times(exchange.told[0] ?? "", 0).firstTokenMs, 100);
  });

  it("that failed holds nothing open, though no end mark came and nobody reads on", () => {
    const exchange = exchangeUnended("", "text/event-stream");
    exchange.chunk(sse({ type: "text-delta", delta: "The tent comes in" }));
    assert.ok(exchange.isOpen);
    exchange.chunk(sse({ type: "error", errorText: "overloaded" }));
    assert.ok(!exchange.isOpen);
  });

  it("reads the event that socket.io names before its data", () => {
    const exchange = exchangeUnended("");
    exchange.frame('42["stream_token",{"id":"s1","token":"Hello"}]');
    assert.equal(exchange.text, "Hello");
    exchange.frame('42["new_message",{"output":"The model is busy","isError":true}]');
    assert.equal(exchange.failure, "stream");
    const other = exchangeUnended("");
    other.frame('42/chat,5["error",{"reason":"overloaded"}]');
    assert.equal(other.failure, "stream");
  });

  it("tells an answer, and nothing that has another name", () => {
    const told = { reply: "It left on Tuesday.", sources: ["Shipping", "Returns"] };
    assert.deepEqual(exchangeUnended(sse(told), "text/event-stream").told, [told.reply]);
    const unnamed = exchangeUnended(sse({ x: "Shipping" }), "text/event-stream");
    assert.deepEqual(unnamed.told, ["Shipping"]);
  });

  it("holds an answer open as long as the page asks for more", () => {
    const exchange = exchangeUnended("Hel", "text/plain");
    assert.ok(!exchange.isOpen);
    exchange.reading();
    assert.ok(exchange.isOpen);
    exchange.reading(false);
    assert.ok(!exchange.isOpen);
  });

  it("has failed where a query is refused, not where a part of it is", () => {
    const errors = [{ message: "overloaded" }];
    assert.equal(exchangeUnended(JSON.stringify({ errors })).failure, "stream");
    const data = { answer: "Hello" };
    assert.equal(exchangeUnended(JSON.stringify({ data, errors })).failure, undefined);
  });

  it("reads what comes in frames that begin with their length", () => {
    const frame = (value: object): string => {
      const json = JSON.stringify(value);
      return `\0\0\0${String.fromCharCode(json.length)}${json}`;
    };
    const exchange = exchangeUnended("", "application/octet-stream");
    // A length may look like the beginning of an object or a list.
    const padded = frame({ text: "lo", pad: "x".repeat(0x7b - '{"text":"lo","pad":""}'.length) });
    for (const sign of `${frame({ text: "Hel" })}${padded}${frame({ text: "!" })}`)
      exchange.chunk(sign);
    assert.equal(exchange.text, "Hello!");
  });

  it("reads the parts of an answer that comes in several", () => {
    const part = (value: object): string =>
      `\r\n---\r\ncontent-type: application/json\r\n\r\n${JSON.stringify(value)}\r\n`;
    const exchange = exchangeUnended("", "multipart/mixed; boundary=-");
    exchange.chunk(part({ text: "Hel" }));
    exchange.chunk(part({ text: "lo" }));
    assert.equal(exchange.text, "Hello");
  });
});

function exchangeUnended(body: string, type = ""): Exchange {
  const exchange = new Exchange(
    () => 0,
    () => {},
  );
  exchange.head(200, type);
  if (body) exchange.chunk(body);
  return exchange;
}
