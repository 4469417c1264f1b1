// What must not compile: text in an event, and anything but sealed events in queue and transport.
import type { CoreEvent, Envelope, MomentEvent, SignalEvent, TagEvent } from "@undertone/wasm";
import { type SealedEvent, seal } from "../../tag/src/event/seal.ts";
import type { BeforeSend, Options } from "../../tag/src/options.ts";
import type { Store } from "../../tag/src/queue/store.ts";
import type { Delivery } from "../../tag/src/transport/delivery.ts";

declare const event: SignalEvent;
declare const sealed: SealedEvent;
declare const moment: MomentEvent;
declare const delivery: Delivery;
declare const store: Store;

// A sealed event is a signal event, but not the other way round.
export const asSignal: SignalEvent = sealed;
// @ts-expect-error only `seal` makes sealed events
export const asSealed: SealedEvent = event;
// @ts-expect-error the queue takes sealed events only
delivery.enqueue(event);
// @ts-expect-error storage takes sealed events only
store.add([event]);
// @ts-expect-error no object literal is a sealed event
delivery.enqueue({ ...event, text: "what the visitor wrote" });
// @ts-expect-error an event of the schema has no text
seal(event, { ...moment, text: "what the visitor wrote" });

/** Names of the fields that can hold any string, of every kind of event. */
type Free<E> = E extends unknown
  ? { [K in keyof E]-?: string extends NonNullable<E[K]> ? K : never }[keyof E]
  : never;
// What the core says of a conversation has none; what the tag says of itself neither.
export const noFreeText: [Free<CoreEvent | TagEvent>] extends [never] ? true : false = true;
// @ts-expect-error that a string would be noticed
export const noticed: [Free<MomentEvent & { said: string }>] extends [never] ? true : false = true;
// Around it stand names that the site gave, and random ids.
export const around: Record<Free<Envelope>, true> = {
  app: true,
  bot_id: true,
  bot_model: true,
  bot_prompt_version: true,
  bot_variant: true,
  conversation_id: true,
  event_id: true,
  page_route: true,
  response_model: true,
  session_id: true,
  span_id: true,
  tag_version: true,
  trace_id: true,
  visitor: true,
};

export const drops: BeforeSend = () => null;
export const keeps: BeforeSend = (given) => given;
export const narrows: BeforeSend = ({ page_route: _, ...rest }) => rest;
// @ts-expect-error a hook cannot add a text field
export const addsText: BeforeSend = (given) => ({ ...given, text: "what the visitor wrote" });
// @ts-expect-error nor by way of a variable
export const addsLater: BeforeSend = (given) => {
  const changed = { ...given, content: "what the visitor wrote" };
  return changed;
};

// @ts-expect-error a collector is needed
export const noCollector: Options = { app: "support-bot" };
// @ts-expect-error there is no such format
export const badFormat: Options = { app: "a", collector: { url: "/", format: "xml" } };
