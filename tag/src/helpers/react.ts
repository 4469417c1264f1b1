// For React, without importing it: the site hands over its own.
import type { Undertone } from "../undertone.ts";
import { type FollowedMessage, type FollowStatus, followMessages } from "./follow.ts";

/** What the hook needs of React. */
export interface ReactHooks {
  useEffect(effect: () => void, deps: readonly unknown[]): void;
  useMemo<Value>(make: () => Value, deps: readonly unknown[]): Value;
}

/** What `useChat` of the AI SDK returns, or anything with messages. */
export interface FollowedChat {
  readonly messages: readonly FollowedMessage[];
  readonly status?: FollowStatus;
}

/**
 * A hook that follows a chat:
 *
 *   const useUndertone = reactHook(React, tag);
 *   const chat = useChat();
 *   useUndertone(chat);
 */
export function reactHook(
  { useEffect, useMemo }: ReactHooks,
  tag: Undertone,
): (chat: FollowedChat) => void {
  return ({ messages, status }) => {
    const follow = useMemo(() => followMessages(tag), []);
    useEffect(() => follow(messages, status), [follow, messages, status]);
  };
}
