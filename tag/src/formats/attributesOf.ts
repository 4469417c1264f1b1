// An event as flat attributes, for formats whose receivers know attributes and no records.
import { attributes, scores } from "@undertone/wasm";
import type { SealedEvent } from "../event/seal.ts";

export type Attribute = string | number | boolean | readonly string[];

/**
 * Left out, as in core/event/FORMAT.md: zero, false, empty, and the label that says nothing. A
 * receiver reads a field that is not there as that.
 */
function saysNothing(name: string, value: unknown): boolean {
  if (value === 0) return name !== "turn_index" && name !== "sequence";
  if (value === "none") return !/^(engine|frustration_label)$/.test(name);
  return !value || /^(unscored|core|open|unknown|und)$/.test(String(value)) || String(value) === "";
}

/** Has this event a place of its own for the field? */
const isApart = (name: string): boolean => name === "kind" || attributes[name] === "";

/** Scores are in hundredths on our side, [-1, 1] or [0, 1] on the wire. */
export const isScore = (name: string): boolean => scores.has(name);

/** Calls `visit` for each attribute; `isReal` tells a number that is not a count. */
export function attributesOf(
  event: SealedEvent,
  visit: (attribute: string, value: Attribute, isReal: boolean) => void,
): void {
  for (const [name, value] of Object.entries(event) as [string, unknown][]) {
    if (isApart(name) || saysNothing(name, value)) continue;
    const attribute = attributes[name] ?? `chat.${name}`;
    if (Array.isArray(value)) visit(attribute, value, false);
    else if (typeof value === "object") {
      for (const [key, count] of Object.entries(value as Record<string, number>)) {
        visit(`${attribute}.${key}`, count, false);
      }
    } else if (isScore(name)) visit(attribute, (value as number) / 100, true);
    else visit(attribute, value as string | number | boolean, false);
  }
}

/** The attributes as a plain object. */
export function attributeObject(event: SealedEvent): Record<string, Attribute> {
  const out: Record<string, Attribute> = {};
  attributesOf(event, (name, value) => {
    out[name] = value;
  });
  return out;
}

/** The event's name on every wire. */
export const nameOf = (event: SealedEvent): string => `chat.${event.kind}`;

export const isoTime = (unixMs: number): string => new Date(unixMs).toISOString();
