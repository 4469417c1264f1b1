// An event as flat attributes, for formats whose receivers know attributes and no records.
import type { SealedEvent } from "../event/seal.ts";
import { attributeName, isScore } from "./attributeName.ts";

export type Attribute = string | number | boolean | readonly string[];

/** Fields whose zero is a finding and not the lack of one. */
const kZeroCounts = /^(turn_index|sequence|frustration_peak|experience|relevance|sentiment_)|_ms$/;

/**
 * Left out, as in core/event/FORMAT.md: zero, false, empty, and the label that says nothing. A
 * receiver reads a field that is not there as that.
 */
function saysNothing(field: string, value: unknown, event: SealedEvent): boolean {
  if (value === 0) {
    if (field === "sentiment_score" && "sentiment_label" in event)
      return event.sentiment_label === "unscored";
    return !kZeroCounts.test(field);
  }
  if (value === "none") return !/^(engine|frustration_label)$/.test(field);
  return !value || /^(unscored|core|open|unknown|und|)$/.test(String(value));
}

/** Calls `visit` for each attribute; `isReal` tells a score, in [-1, 1], from a count. */
export function attributesOf(
  event: SealedEvent,
  visit: (attribute: string, value: Attribute, isReal: boolean) => void,
): void {
  for (const [field, value] of Object.entries(event) as [string, unknown][]) {
    const name = attributeName(field);
    if (!name || saysNothing(field, value, event)) continue;
    if (typeof value === "object" && !Array.isArray(value)) {
      for (const [key, count] of Object.entries(value as Record<string, number>)) {
        visit(`${name}.${key}`, count, false);
      }
    } else if (isScore(field)) visit(name, (value as number) / 100, true);
    else visit(name, value as Attribute, false);
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
