// Helpers for frameworks: what they tell the tag.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { followMessages } from "../../tag/src/helpers/follow.ts";
import { webChatMiddleware } from "../../tag/src/helpers/webChat.ts";
import type { Undertone } from "../../tag/src/undertone.ts";

function fakeTag() {
  const calls: string[] = [];
  const tag = new Proxy({} as Undertone, {
    get:
      (_, name) =>
      (...args: unknown[]) =>
        void calls.push([String(name), ...args].join(" ")),
  });
  return { tag, calls };
}

describe("a followed list", () => {
  const user = { id: "u1", role: "user", parts: [{ type: "text", text: "hello" }] };
  const bot = (text: string) => ({
    id: "b1",
    role: "assistant",
    parts: [{ type: "step-start" }, { type: "text", text }],
  });

  it("is told as it grows", () => {
    const { tag, calls } = fakeTag();
    const follow = followMessages(tag);
    follow([], "ready");
    follow([user], "submitted");
    follow([user, bot("Hel")], "streaming");
    follow([user, bot("Hello")], "streaming");
    follow([user, bot("Hello")], "streaming");
    follow([user, bot("Hello")], "ready");
    follow([user, bot("Hello")], "ready");
    assert.deepEqual(calls, ["user hello", "assistantStart", "delta Hel", "delta lo", "end"]);
  });

  it("is history when it is first seen", () => {
    const { tag, calls } = fakeTag();
    const follow = followMessages(tag);
    follow([user, bot("Hello")]);
    follow([user, bot("Hello"), { id: "u2", role: "user", content: "again" }], "submitted");
    assert.deepEqual(calls, ["user again"]);
  });

  it("tells an error once", () => {
    const { tag, calls } = fakeTag();
    const follow = followMessages(tag);
    follow([]);
    follow([user], "submitted");
    follow([user, bot("Hel")], "streaming");
    follow([user, bot("Hel")], "error");
    follow([user, bot("Hel")], "error");
    assert.deepEqual(calls.slice(-2), ["delta Hel", "error stream"]);
  });
});

describe("Web Chat's store", () => {
  it("tells messages of both sides and passes every action on", () => {
    const { tag, calls } = fakeTag();
    const passed: string[] = [];
    const dispatch = webChatMiddleware(tag)()(({ type }) => passed.push(type));
    const from = (role: string) => ({ activity: { type: "message", text: "Hi", from: { role } } });
    dispatch({ type: "WEB_CHAT/SEND_MESSAGE", payload: { text: "hello" } });
    dispatch({ type: "DIRECT_LINE/INCOMING_ACTIVITY", payload: from("user") });
    dispatch({ type: "DIRECT_LINE/INCOMING_ACTIVITY", payload: from("bot") });
    dispatch({ type: "DIRECT_LINE/POST_ACTIVITY_REJECTED" });
    assert.deepEqual(calls, ["user hello", "assistant Hi", "error network"]);
    assert.equal(passed.length, 4);
  });
});
