// For widgets whose messages are a list in the page's own state: `useChat`, assistant-ui, a Vue ref.
import type { Undertone } from "../undertone.ts";

/** A message of the AI SDK, or of any list with ids, roles and texts. */
export interface FollowedMessage {
  readonly id: string;
  readonly role: string;
  readonly content?: unknown;
  readonly parts?: readonly { readonly type: string; readonly text?: string }[];
}

/** How the chat stands, in the words of `useChat`. */
export type FollowStatus = "ready" | "submitted" | "streaming" | "error";

function textOf({ content, parts }: FollowedMessage): string {
  const list =
    parts ?? (Array.isArray(content) ? (content as FollowedMessage["parts"]) : undefined);
  if (!list) return typeof content === "string" ? content : "";
  return list.map(({ type, text }) => (type === "text" ? (text ?? "") : "")).join("");
}

/**
 * Returns a function to be called with the whole list whenever it changes; it tells `tag` what is new.
 * What the first call shows is history.
 *
 *   const follow = useMemo(() => followMessages(tag), []);
 *   useEffect(() => follow(messages, status), [messages, status]);
 */
export function followMessages(
  tag: Undertone,
): (messages: readonly FollowedMessage[], status?: FollowStatus) => void {
  const known = new Set<string>();
  let isFirst = true;
  let open: { id: string; text: string } | undefined;
  let before: FollowStatus = "ready";

  function told({ id }: FollowedMessage): boolean {
    if (known.has(id)) return true;
    known.add(id);
    return isFirst;
  }

  function grown(message: FollowedMessage): void {
    const text = textOf(message);
    if (!told(message)) {
      tag.assistantStart();
      open = { id: message.id, text: "" };
    }
    if (open?.id !== message.id || !text.startsWith(open.text)) return;
    if (text !== open.text) tag.delta(text.slice(open.text.length));
    open.text = text;
  }

  return (messages, status = "ready") => {
    for (const message of messages) {
      if (message.role === "assistant") grown(message);
      else if (message.role === "user" && !told(message)) tag.user(textOf(message));
    }
    isFirst = false;
    if (status === "error" && before !== "error") {
      tag.error(open ? "stream" : "widget");
      open = undefined;
    } else if (open && status === "ready") {
      tag.end();
      open = undefined;
    }
    before = status;
  };
}
