// For deep-chat: the events of its element.
import type { Undertone } from "../undertone.ts";

interface Told {
  readonly message: { readonly role?: string; readonly text?: string };
  readonly isHistory: boolean;
}

/**
 * Follows a `<deep-chat>`; returns the function that stops it:
 *
 *   followDeepChat(tag, document.querySelector("deep-chat"));
 */
export function followDeepChat(tag: Undertone, element: EventTarget): () => void {
  const told = (event: Event): void => {
    const { message, isHistory } = (event as CustomEvent<Told>).detail;
    if (isHistory || !message.text) return;
    if (message.role === "user") tag.user(message.text);
    else tag.assistant(message.text);
  };
  const failed = (): void => tag.error("widget");
  element.addEventListener("message", told);
  element.addEventListener("error", failed);
  return () => {
    element.removeEventListener("message", told);
    element.removeEventListener("error", failed);
  };
}
