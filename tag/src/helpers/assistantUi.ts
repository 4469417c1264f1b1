// For assistant-ui: any runtime, local or remote.
import type { Undertone } from "../undertone.ts";
import { type FollowedMessage, followMessages } from "./follow.ts";

/** A message as the thread keeps it. */
interface ThreadMessage extends FollowedMessage {
  readonly status?: { readonly type: string; readonly reason?: string };
}

/** What is used of an `AssistantRuntime`. */
export interface ThreadOwner {
  readonly thread: {
    getState(): { readonly messages: readonly ThreadMessage[]; readonly isRunning: boolean };
    subscribe(call: () => void): () => void;
  };
}

/**
 * Follows the thread of a runtime; returns the function that stops it:
 *
 *   useEffect(() => followAssistantUi(tag, runtime), [runtime]);
 */
export function followAssistantUi(tag: Undertone, { thread }: ThreadOwner): () => void {
  const follow = followMessages(tag);
  const look = (): void => {
    const { messages, isRunning } = thread.getState();
    const { status } = messages[messages.length - 1] ?? {};
    const hasFailed = status?.type === "incomplete" && status.reason === "error";
    follow(messages, hasFailed ? "error" : isRunning ? "streaming" : "ready");
  };
  look();
  return thread.subscribe(look);
}
