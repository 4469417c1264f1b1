// For Bot Framework Web Chat: a middleware of its store.
import type { Undertone } from "../undertone.ts";

interface WebChatAction {
  readonly type: string;
  readonly payload?: {
    readonly text?: string;
    readonly activity?: {
      readonly type: string;
      readonly text?: string;
      readonly from?: { readonly role?: string };
    };
  };
}

type Next = (action: WebChatAction) => unknown;

/** `createStore({}, webChatMiddleware(tag))` */
export const webChatMiddleware =
  (tag: Undertone) =>
  () =>
  (next: Next) =>
  (action: WebChatAction): unknown => {
    const { type, payload } = action;
    if (type === "WEB_CHAT/SEND_MESSAGE") tag.user(payload?.text ?? "");
    else if (type === "DIRECT_LINE/POST_ACTIVITY_REJECTED") tag.error("network");
    else if (type === "DIRECT_LINE/INCOMING_ACTIVITY") {
      const activity = payload?.activity;
      const isAnswer = activity?.type === "message" && activity.from?.role === "bot";
      if (isAnswer && activity.text) tag.assistant(activity.text);
    }
    return next(action);
  };
