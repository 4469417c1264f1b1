// Products whose chat is in a frame of another origin, where nothing can be seen, and which tell their
// page what is said: each with the names of its events.
//
// Sources  the vendors' own references: Crisp ($crisp), Botpress (Webchat), Chatwoot (JavaScript SDK),
//          LiveChat (Chat Widget JS API), Tidio (Widget API), Intercom (JavaScript API), Zendesk
//          (Web Widget, messaging), ChatKit (events)
import type { Action } from "@undertone/wasm";

/** What one event says. */
export interface Told {
  role?: "user" | "assistant";
  text?: string;
  action?: Action;
  isError?: boolean;
}

type Call = (detail: unknown) => void;
type Read = (detail: Fields) => Told | undefined;

/** Anything; what is not there reads as undefined. */
export interface Fields {
  readonly [name: string]: Fields | undefined;
}

const is = (value: unknown, wanted: string | number): boolean => value === wanted;

interface Source {
  readonly name: string;
  /** the vendor's object, once the page has it */
  find(page: Fields): unknown;
  subscribe(vendor: Vendor, event: string, call: Call): void;
  readonly events: Readonly<Record<string, Read>>;
}

/** Vendors' objects, by the ways in which they hand out events. */
type Vendor = {
  (...args: unknown[]): void;
  push(command: unknown[]): void;
  on(event: string, call: Call): void;
  addEventListener(event: string, call: (event: { detail?: unknown }) => void): void;
};

const opened: Read = () => ({ action: "widget_opened" });
const closed: Read = () => ({ action: "widget_closed" });
const says =
  (role: "user" | "assistant", textOf: (detail: Fields) => unknown): Read =>
  (detail) => {
    const text = textOf(detail);
    return typeof text === "string" && text ? { role, text } : undefined;
  };

const byOn: Source["subscribe"] = (vendor, event, call) => vendor.on(event, call);
const byEvent: Source["subscribe"] = (vendor, event, call) =>
  vendor.addEventListener(event, ({ detail }) => call(detail));

export const sources: readonly Source[] = [
  {
    name: "Crisp",
    find: ({ $crisp }) => $crisp,
    subscribe: (vendor, event, call) => vendor.push(["on", event, call]),
    events: {
      "message:sent": says("user", ({ type, content }) => is(type, "text") && content),
      "message:received": says("assistant", ({ type, content }) => is(type, "text") && content),
      "chat:opened": opened,
      "chat:closed": closed,
    },
  },
  {
    name: "Botpress",
    find: ({ botpress }) => botpress?.on && botpress,
    subscribe: byOn,
    events: {
      message: (message) => {
        const { block, payload, direction, authorId, userId } = message;
        const text = payload?.text ?? block?.block?.text ?? block?.text;
        const isUser = is(direction, "incoming") || (authorId !== undefined && authorId === userId);
        return says(isUser ? "user" : "assistant", () => text)(message);
      },
      "webchat:opened": opened,
      "webchat:closed": closed,
    },
  },
  {
    name: "Chatwoot",
    find: ({ $chatwoot, window }) => $chatwoot && window,
    subscribe: byEvent,
    events: {
      // 0: from the visitor, 1: to the visitor.
      "chatwoot:on-message": (message) =>
        says(is(message.message_type, 0) ? "user" : "assistant", ({ content }) => content)(message),
      "chatwoot:opened": opened,
      "chatwoot:closed": closed,
    },
  },
  {
    name: "LiveChat",
    find: ({ LiveChatWidget }) => LiveChatWidget,
    subscribe: byOn,
    events: {
      // Who speaks is told, not what is said.
      new_event: ({ type, author, greeting }) =>
        is(type, "message") && !greeting
          ? { role: is(author?.type, "customer") ? "user" : "assistant" }
          : undefined,
      visibility_changed: ({ visibility }) =>
        is(visibility, "maximized") ? { action: "widget_opened" } : { action: "widget_closed" },
    },
  },
  {
    name: "Tidio",
    find: ({ tidioChatApi }) => tidioChatApi?.on && tidioChatApi,
    subscribe: byOn,
    events: {
      messageFromVisitor: says("user", ({ message }) => message),
      messageFromOperator: says("assistant", ({ message }) => message),
      open: opened,
      close: closed,
    },
  },
  {
    name: "Intercom",
    find: ({ Intercom }) => Intercom,
    subscribe: (vendor, event, call) => vendor(event, call),
    events: { onShow: opened, onHide: closed },
  },
  {
    name: "Zendesk",
    find: ({ zE }) => zE,
    subscribe: (vendor, event, call) => vendor("messenger:on", event, call),
    events: { open: opened, close: closed },
  },
  {
    name: "ChatKit",
    // To look for an element that nothing defines would take long in a long chat.
    find: ({ document, customElements }) =>
      (customElements as unknown as CustomElementRegistry).get("openai-chatkit") &&
      (document as unknown as Document).querySelector("openai-chatkit"),
    subscribe: byEvent,
    // What is said stays in its frame; when, and whether it failed, does not.
    events: {
      "chatkit.response.start": () => ({ role: "user", text: "" }),
      "chatkit.response.end": () => ({ role: "assistant", text: "" }),
      "chatkit.error": () => ({ isError: true }),
    },
  },
];
