// How long an answer may be silent and go on.
import type { Exchange } from "../network/exchange.ts";
import type { Open } from "./open.ts";

/** Quiet for this long is finished, measured on 17 widgets; longer where nothing streams. */
export const kQuietMs = 1200;
const kQuietUnstreamedMs = 1700;
const kQuietDoubtfulMs = 4000;

/** Ends `text` within a sentence? */
const isOpenEnded = (text: string): boolean => /[\p{L},;]$/u.test(text);

/** How long an answer has to be quiet before it may be complete. */
export function quietOf(open: Open): number {
  const { exchanges } = open.submit;
  const { text = "", isDoubtful = false } = open.reading ?? {};
  const isExplained = (one: Exchange): boolean =>
    one.failure !== undefined || ((isDoubtful || one.isEnded || one.isDone) && one.tells(text));
  if ((isDoubtful || isOpenEnded(text)) && !exchanges.some(isExplained)) return kQuietDoubtfulMs;
  const isStreamed = open.growths > 2 || exchanges.some(({ isEnded }) => isEnded);
  return isStreamed ? kQuietMs : kQuietUnstreamedMs;
}
