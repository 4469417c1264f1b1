// One turn may be caught in several ways: the surest of them speaks, and from then on the others are
// silent about that side of the conversation.
import type { MessageTurn, TurnSink } from "./turn.ts";

const kRank = { generic: 0, attribute: 1, api: 2 };

/** Two ways see one message within this time of each other. */
const kSameMs = 10_000;

export function surest(sink: TurnSink): TurnSink {
  const heard = { user: 0, assistant: 0 };
  let last: (MessageTurn & { index: number | undefined }) | undefined;
  return (turn) => {
    if (turn.type === "action") return sink(turn);
    const rank = kRank[turn.caught];
    if (rank < heard[turn.role]) return undefined;
    heard[turn.role] = rank;
    const isKnown =
      last?.role === turn.role && kRank[last.caught] < rank && turn.atMs - last.atMs < kSameMs;
    const index = isKnown ? last?.index : sink(turn);
    last = { ...turn, text: "", index };
    return index;
  };
}
