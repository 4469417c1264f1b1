// How signals are said on the page. The words are SIGNALS' own; only their spelling is eased.
import type { Moment, Outcome } from "undertone";

/** `not_understood` -> `not understood`. */
export const spaced = (name: string): string => name.toLowerCase().replaceAll("_", " ");

export type Tone = "good" | "bad" | "warn" | "plain";

export const outcomeTone: Readonly<Record<Outcome, Tone>> = {
  unengaged: "plain",
  escalated: "warn",
  escalation_unserved: "bad",
  abandoned: "bad",
  resolved_confirmed: "good",
  resolved_assumed: "good",
  ambiguous: "plain",
};

export const outcomeMeaning: Readonly<Record<Outcome, string>> = {
  unengaged: "Nobody has written yet.",
  escalated: "Handed over to a human.",
  escalation_unserved: "A human was asked for and has not come.",
  abandoned: "If it ended now: open friction, or a question without an answer.",
  resolved_confirmed: "The user confirmed or thanked after the last answer.",
  resolved_assumed: "Answered, no friction after it, and signs of use.",
  ambiguous: "Nothing yet says how this went. A silent exit would stay ambiguous.",
};

export const momentTone: Readonly<Record<Moment, Tone>> = {
  frustration_spike: "bad",
  escalation_request: "warn",
  risk: "warn",
  loop: "bad",
  recovery: "good",
  drop_off: "bad",
};

/** Hundredths as a signed fraction: `-40` -> `-0.40`, with a real minus sign. */
export function fraction(hundredths: number): string {
  return (hundredths / 100).toFixed(2).replace("-", "\u2212");
}

export function bytes(count: number): string {
  return count < 10_000 ? `${count.toLocaleString("en")} B` : `${(count / 1000).toFixed(1)} kB`;
}

export const clockTime = (at: Date): string => at.toLocaleTimeString("en-GB");

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
