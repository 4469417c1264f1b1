// Chats in frames of other origins: what their vendors' documented events become. The vendors' scripts
// come from their own servers and from no registry; each is stood in for by its documented interface.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import type { Turn } from "../../../tag/src/capture/turn.ts";
import { captureVendors } from "../../../tag/src/capture/vendors/vendors.ts";

type Call = (detail: unknown) => void;
type Emit = (event: string, detail?: unknown) => void;

/** Hands out events by `on(name, call)`. */
function emitter(): { on(event: string, call: Call): void; emit: Emit } {
  const calls: [string, Call][] = [];
  return {
    on: (event, call) => calls.push([event, call]),
    emit: (event, detail) => {
      for (const [name, call] of calls) if (name === event) call(detail);
    },
  };
}

/** A vendor: what it puts into the page, and how the test makes it speak. */
interface Vendor {
  page: Record<string, unknown>;
  emit: Emit;
}

const byOn = (name: string): Vendor => {
  const { on, emit } = emitter();
  return { page: { [name]: { on } }, emit };
};
const byEvents = (target: EventTarget, page: Record<string, unknown>): Vendor => ({
  page,
  emit: (event, detail) => target.dispatchEvent(new CustomEvent(event, { detail })),
});

const vendors: Record<string, { make(): Vendor; said: [string, unknown, string?][] }> = {
  Crisp: {
    make: () => {
      const { on, emit } = emitter();
      const push = ([verb, event, call]: [string, string, Call]) =>
        verb === "on" && on(event, call);
      return { page: { $crisp: { push } }, emit };
    },
    said: [
      ["chat:opened", undefined, "! widget_opened"],
      ["message:sent", { type: "text", content: "hello", from: "user" }, "> hello"],
      ["message:sent", { type: "file", content: { url: "x" }, from: "user" }],
      ["message:received", { type: "text", content: "Hi!", from: "operator" }, "Hi!"],
    ],
  },
  Botpress: {
    make: () => byOn("botpress"),
    said: [
      ["message", { direction: "incoming", payload: { type: "text", text: "hello" } }, "> hello"],
      ["message", { block: { type: "bubble", block: { type: "text", text: "Hi!" } } }, "Hi!"],
      ["message", { block: { type: "bubble", block: { type: "image", url: "x" } } }],
    ],
  },
  Chatwoot: {
    make: () => {
      const window = new EventTarget();
      return byEvents(window, { $chatwoot: {}, window });
    },
    said: [
      ["chatwoot:on-message", { content: "hello", message_type: 0 }, "> hello"],
      ["chatwoot:on-message", { content: "Hi!", message_type: 1 }, "Hi!"],
      ["chatwoot:closed", undefined, "! widget_closed"],
    ],
  },
  LiveChat: {
    make: () => byOn("LiveChatWidget"),
    said: [
      ["visibility_changed", { visibility: "maximized" }, "! widget_opened"],
      ["new_event", { type: "message", author: { type: "customer" } }, "> "],
      ["new_event", { type: "message", author: { type: "agent" } }, ""],
      ["new_event", { type: "message", author: { type: "agent" }, greeting: { id: 1 } }],
      ["new_event", { type: "form", author: { type: "agent" } }],
    ],
  },
  Tidio: {
    make: () => byOn("tidioChatApi"),
    said: [
      ["messageFromVisitor", { message: "hello" }, "> hello"],
      ["messageFromOperator", { message: "Hi!" }, "Hi!"],
    ],
  },
  Intercom: {
    make: () => {
      const { on, emit } = emitter();
      return { page: { Intercom: on }, emit };
    },
    said: [
      ["onShow", undefined, "! widget_opened"],
      ["onHide", undefined, "! widget_closed"],
    ],
  },
  Zendesk: {
    make: () => {
      const { on, emit } = emitter();
      const zE = (verb: string, event: string, call: Call) =>
        verb === "messenger:on" && on(event, call);
      return { page: { zE }, emit };
    },
    said: [["open", undefined, "! widget_opened"]],
  },
  ChatKit: {
    make: () => {
      const element = new EventTarget();
      const customElements = { get: (name: string) => name === "openai-chatkit" };
      const document = { querySelector: (name: string) => customElements.get(name) && element };
      return byEvents(element, { document, customElements });
    },
    said: [
      ["chatkit.response.start", undefined, "> "],
      ["chatkit.response.end", undefined, ""],
      ["chatkit.error", { error: new Error("x") }, " (widget)"],
    ],
  },
};

const scope = globalThis as { window?: unknown };
const shown = (turn: Turn): string => {
  if (turn.type === "action") return `! ${turn.action}`;
  const error = turn.error ? ` (${turn.error})` : "";
  return `${turn.role === "user" ? "> " : ""}${turn.text}${error}`;
};
/** `times`: page times, one for each turn. */
function start(times: number[] = []) {
  const turns: Turn[] = [];
  const capture = captureVendors(
    (turn) => turns.push(turn) - 1,
    () => times.shift() ?? 0,
    (call) => call,
  );
  const grow = () => {
    capture.changed([], 0);
    mock.timers.tick(1000);
  };
  return { turns, capture, grow };
}
const noDocument = { customElements: { get: () => undefined } };

describe("what a vendor tells", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => {
    mock.timers.reset();
    delete scope.window;
  });

  for (const [name, { make, said }] of Object.entries(vendors)) {
    it(`${name}`, () => {
      const { page, emit } = make();
      scope.window = { ...noDocument };
      const { turns, capture, grow } = start();
      grow();
      // Its script comes later, as always.
      scope.window = { ...noDocument, ...page };
      grow();
      grow();
      for (const [event, detail] of said) emit(event, detail);
      assert.deepEqual(
        turns.map(shown),
        said.map(([, , turn]) => turn).filter((one) => one !== undefined),
      );
      assert.ok(turns.every(({ caught }) => caught === "vendor"));
      capture.stop();
      for (const [event, detail] of said) emit(event, detail);
      assert.equal(turns.length, said.filter(([, , turn]) => turn !== undefined).length);
    });
  }

  it("has the time that an answer took", () => {
    const { page, emit } = byOn("tidioChatApi");
    scope.window = { ...noDocument, ...page };
    const { turns, grow } = start([100, 1350]);
    grow();
    emit("messageFromVisitor", { message: "hello" });
    emit("messageFromOperator", { message: "Hi!" });
    const [, answer] = turns;
    assert.ok(answer?.type === "message");
    assert.deepEqual([answer.firstTokenMs, answer.latencyMs], [1250, 1250]);
  });

  it("may be anything: what is no message is none", () => {
    for (const { make, said } of Object.values(vendors)) {
      const { page, emit } = make();
      scope.window = { ...noDocument, ...page };
      const { turns, grow } = start();
      grow();
      for (const [event] of said) {
        for (const odd of [null, 7, "text", [], { content: {} }, { message: 3 }]) emit(event, odd);
      }
      const texts = turns.filter((turn) => turn.type === "message" && turn.text !== "");
      assert.deepEqual(texts, []);
    }
  });
});
