// The seven turns that every widget goes through, and what its service does in each.

export const kinds = ["normal", "same", "slow", "status", "cut", "event", "last"] as const;
export type Kind = (typeof kinds)[number];

/** What the user types. The second text is the first again. */
export const questions: Record<Kind, string> = {
  normal: "Where is my order 4711?",
  same: "Where is my order 4711?",
  slow: "Can I still change the delivery address, please?",
  status: "And what does that cost?",
  cut: "Do you ship to Norway, too?",
  event: "Which colours does the tent come in?",
  last: "Thank you, that helps!",
};

export const answers: Record<Kind, string> = {
  normal: "Your order left our warehouse on Tuesday and should reach you by Friday.",
  same: "It is still on its way to you, the carrier expects to deliver it on Friday.",
  slow: "Yes, as long as the parcel has not been handed over you can change the address yourself.",
  status: "",
  cut: "We ship to Norway, Sweden and Denmark, and the price of shipping depends on",
  event: "The tent comes in green, in sand and",
  last: "You are welcome, enjoy your time outside!",
};

/** Pieces of an answer as a model sends them. */
export const tokensOf = (text: string): string[] => text.match(/\s*\S+/g) ?? [];

export const kTokenMs = 45;
/** Longer than any quiet time that would end an answer. */
export const kPauseMs = 2500;
/** What a service thinks before its first word. */
export const kThinkMs = 300;

/** What a service did, by its own clock in Unix ms. */
export interface Truth {
  kind: Kind;
  text: string;
  askedMs: number;
  firstMs: number | undefined;
  lastMs: number | undefined;
  /** the connection was closed in the middle */
  isCut?: boolean;
}
