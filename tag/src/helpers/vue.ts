// For Vue, without importing it: the site hands over its own.
import type { Undertone } from "../undertone.ts";
import { followMessages } from "./follow.ts";
import type { FollowedChat } from "./react.ts";

/** What the composable needs of Vue. */
export interface VueEffects {
  watchEffect(effect: () => void): unknown;
}

/**
 * A composable that follows a chat, as `Chat` of `@ai-sdk/vue` or any reactive list:
 *
 *   const followChat = vueComposable({ watchEffect }, tag);
 *   followChat(() => ({ messages: chat.messages, status: chat.status }));
 */
export function vueComposable(
  { watchEffect }: VueEffects,
  tag: Undertone,
): (chat: () => FollowedChat) => void {
  return (chat) => {
    const follow = followMessages(tag);
    watchEffect(() => {
      const { messages, status } = chat();
      follow(messages, status);
    });
  };
}
