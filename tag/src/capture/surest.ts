// One turn may be caught in several ways and is told once. What the site says of a side of the
// conversation, by calls or attributes, and what the vendor of the chat tells, silences what is guessed
// about that side. These are all sure, so none silences another: they are matched turn by turn.
import { hashOf } from "../event/hashOf.ts";
import { keyOf } from "./generic/normal.ts";
import type { MessageTurn, TurnSink } from "./turn.ts";

/** Two ways see one message within this time of each other. */
const kSameMs = 10_000;

interface Told {
  /** the ways in which it was caught so far */
  ways: MessageTurn["caught"][];
  /** of its letters and digits: a call may have the markup that the page shows without */
  key: number;
  atMs: number;
  index: number | undefined;
}

export function surest(sink: TurnSink): TurnSink {
  const last: { user?: Told; assistant?: Told } = {};
  const isMarked = { user: false, assistant: false };
  return (turn) => {
    if (turn.type === "action") return sink(turn);
    const { role, caught, atMs } = turn;
    const isGuess = caught === "generic";
    if (isGuess && isMarked[role]) return undefined;
    isMarked[role] ||= !isGuess;
    const key = hashOf(keyOf(turn.text));
    const before = last[role];
    const isKnown =
      before &&
      !before.ways.includes(caught) &&
      atMs - before.atMs < kSameMs &&
      (before.key === key || before.ways.includes("generic"));
    if (isKnown) {
      before.ways.push(caught);
      return before.index;
    }
    const told: Told = { ways: [caught], key, atMs, index: sink(turn) };
    last[role] = told;
    return told.index;
  };
}
