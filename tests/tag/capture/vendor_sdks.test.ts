// Names and shapes of vendors' events, by the packages that the vendors publish: what we ask for is what
// these ask for, and what we read is what their types say is there.
import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { onHide, onShow } from "@intercom/messenger-js-sdk";
import type { ChatEvent, ExtendedWindow, WidgetState } from "@livechat/widget-core";
import type { ChatKitEvents } from "@openai/chatkit";
import { Crisp } from "crisp-sdk-web";
import { type Fields, sources } from "../../../tag/src/capture/vendors/sources.ts";

const sourceOf = (name: string) => sources.find((source) => source.name === name) as Source;
type Source = (typeof sources)[number];
const scope = globalThis as { window?: unknown };
const ignore = (): void => {};

describe("a vendor's own package", () => {
  afterEach(() => {
    delete scope.window;
  });

  it("Crisp: the same commands", () => {
    const push = (commands: unknown[][]) => ({
      push: (command: unknown[]) => void commands.push(command.slice(0, 2)),
      is: () => true,
    });
    const theirs: unknown[][] = [];
    scope.window = { $crisp: push(theirs) };
    Crisp.message.onMessageSent(ignore);
    Crisp.message.onMessageReceived(ignore);
    Crisp.chat.onChatOpened(ignore);
    Crisp.chat.onChatClosed(ignore);
    const ours: unknown[][] = [];
    const { events, subscribe } = sourceOf("Crisp");
    for (const name of Object.keys(events)) subscribe(push(ours) as never, name, ignore);
    assert.deepEqual(
      ours,
      theirs.filter(([verb]) => verb === "on"),
    );
  });

  it("Intercom: the same calls", () => {
    const theirs: unknown[][] = [];
    scope.window = { Intercom: (...call: unknown[]) => void theirs.push(call) };
    onShow(ignore);
    onHide(ignore);
    const ours: unknown[][] = [];
    const { events, subscribe } = sourceOf("Intercom");
    const vendor = (...call: unknown[]) => void ours.push(call);
    for (const name of Object.keys(events)) subscribe(vendor as never, name, ignore);
    assert.deepEqual(ours, theirs);
  });

  it("LiveChat: names and fields of its types", () => {
    const names: string[] = [];
    const widget = {
      on: (name: string) => void names.push(name),
    } as unknown as ExtendedWindow["LiveChatWidget"];
    widget.on("new_event", ignore);
    widget.on("visibility_changed", ignore);
    const { events } = sourceOf("LiveChat");
    assert.deepEqual(Object.keys(events), names);
    const said: ChatEvent = {
      type: "message",
      author: { id: "a", type: "customer" },
      timestamp: 1,
    };
    assert.deepEqual(events.new_event?.(said as unknown as Fields), { role: "user" });
    const shown: Pick<WidgetState, "visibility"> = { visibility: "maximized" };
    const told = events.visibility_changed?.(shown as unknown as Fields);
    assert.deepEqual(told, { action: "widget_opened" });
  });

  it("ChatKit: names of its types", () => {
    const names: readonly (keyof ChatKitEvents)[] = [
      "chatkit.response.start",
      "chatkit.response.end",
      "chatkit.error",
    ];
    assert.deepEqual(Object.keys(sourceOf("ChatKit").events), names);
  });
});
