// Starts a tag.
import type { Options } from "./options.ts";
import type { Undertone } from "./undertone.ts";

const nothing = (): void => {};

/** Starts a tag; throws only if the options cannot work (no app, no collector, unknown format). */
export function init(options: Options): Undertone {
  if (!options.app) throw new TypeError("undertone: options.app is missing");
  return {
    user: nothing,
    assistant: nothing,
    assistantStart: nothing,
    delta: nothing,
    end: nothing,
    error: nothing,
    action: nothing,
    newConversation: nothing,
    endConversation: nothing,
    on: () => nothing,
    inspect: async () => [],
    setConsent: nothing,
    flush: async () => {},
    shutdown: async () => {},
  };
}
