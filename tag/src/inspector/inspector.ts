// Personal data told at once: the core in the page itself, loaded where a site asks for it, so that
// a widget can warn before a text is sent. What is found stays in the page. All of this comes with
// the scripts of the inspector; the tag only loads them.
import type { Entity } from "@undertone/wasm";

/** UTF-16 code units of a text that are read; words cost next to nothing. */
export const kInspectedCodeUnits = 4096;

/**
 * What is read ends before the digit after so many: each may begin a number of some sixty kinds, up
 * to 8 us in a row of single digits. Together with the above less than half a frame of 16 ms.
 */
export const kInspectedDigits = 256;

const kBeginning = new RegExp(`^(?:\\P{Nd}*\\p{Nd}){0,${kInspectedDigits}}\\P{Nd}*`, "u");

/** As much of a text as can be read within a frame. */
const beginning = (text: string): string =>
  kBeginning.exec(text.slice(0, kInspectedCodeUnits))?.[0] ?? "";

/** The personal data in a text, at once. Spans in UTF-16 code units. */
export type Inspect = (text: string) => readonly Entity[];

/** Makes `find` fit for a page: it ends within a frame and never throws. */
export const inspectorOf =
  (find: Inspect, onError: () => void): Inspect =>
  (text) => {
    try {
      return find(beginning(`${text}`));
    } catch {
      onError();
      return [];
    }
  };
