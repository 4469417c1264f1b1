// What is right about one widget's turns.
import type { Outcome } from "./drive.ts";
import type { Caught } from "./page_record.ts";
import { questions } from "./turns.ts";

const flat = (text = ""): string => text.replace(/[^\p{L}\p{N}]+/gu, "");

export interface TurnScore {
  kind: string;
  /** the user's message, once and whole */
  user: boolean;
  /** the answer, whole and nothing else */
  whole: boolean;
  /** one answer and no more */
  single: boolean;
  /** told within 2 s of the visible end */
  soon: boolean;
  /** an error was told where there was one, and only there */
  error: boolean;
  /** first and last token were told as the service's clock has them */
  timed: boolean;
  /** difference to that clock; undefined where the service gave none */
  firstOffMs: number | undefined;
  lastOffMs: number | undefined;
  got: string;
}

/** Told times differ from the service's clock by no more. */
const kOffMs = 100;

/** Caught right, whenever it was. */
export const isCaught = ({ user, whole, single, soon, error }: TurnScore): boolean =>
  user && whole && single && soon && error;

export const isRight = (turn: TurnScore): boolean => isCaught(turn) && turn.timed;

/** `seesCuts`: the engine lets a page know that a connection was closed before its time. */
export function score({ turns, asked, truths, originMs }: Outcome, seesCuts = true): TurnScore[] {
  const messages = turns.filter(({ type }) => type === "message");
  return asked.map(({ kind, sentMs, shownMs }, at) => {
    const truth = truths[at];
    const next = asked[at + 1]?.sentMs ?? Number.POSITIVE_INFINITY;
    const users = messages.filter(({ role, toldMs }) => {
      return role === "user" && toldMs >= sentMs && toldMs < next;
    });
    const bots = messages.filter((message, place) => {
      const before = messages.slice(0, place).reverse();
      const question = before.find(({ role }) => role === "user");
      return message.role === "assistant" && question !== undefined && users.includes(question);
    });
    const [bot] = bots;
    const expected = flat(truth?.text);
    const failed = kind === "status" || kind === "cut" || kind === "event";
    const isUnseen = !seesCuts && truth?.isCut;
    // Widgets say in their own words that something went wrong; what they keep of the answer is theirs.
    const whole = failed || flat(bot?.text) === expected;
    const offBy = (ms: number | undefined, truthMs: number | undefined): number | undefined =>
      ms === undefined || truthMs === undefined
        ? undefined
        : Math.round(sentMs + ms + originMs - truthMs);
    const firstOffMs = offBy(bot?.firstTokenMs, truth?.firstMs);
    const lastOffMs = failed ? undefined : offBy(bot?.latencyMs, truth?.lastMs);
    return {
      kind,
      user: users.length === 1 && flat(users[0]?.text) === flat(questions[kind]),
      whole,
      single: bots.length === 1,
      soon: bots.every(({ toldMs }) => toldMs - shownMs < 2000),
      error: bots.length > 0 && (isUnseen || bots.some(({ error }) => Boolean(error)) === failed),
      timed: [firstOffMs, lastOffMs].every((ms = 0) => Math.abs(ms) <= kOffMs),
      firstOffMs,
      lastOffMs,
      got: bots.map((one: Caught) => `${one.error ?? ""}|${one.text}`).join(" // "),
    };
  });
}

const mark = (values: boolean[]): string => `${values.filter(Boolean).length}/${values.length}`;
const widest = (values: (number | undefined)[]): string => {
  const known = values.filter((value) => value !== undefined).map(Math.abs);
  return known.length > 0 ? String(Math.max(...known)) : "-";
};

export function table(rows: readonly { name: string; scores: TurnScore[] }[]): string {
  const head = "widget                    right  user  whole single  soon error  first ms  last ms";
  const lines = rows.map(({ name, scores }) => {
    const cells = [
      mark(scores.map(isRight)).padStart(5),
      mark(scores.map(({ user }) => user)).padStart(5),
      mark(scores.map(({ whole }) => whole)).padStart(6),
      mark(scores.map(({ single }) => single)).padStart(6),
      mark(scores.map(({ soon }) => soon)).padStart(5),
      mark(scores.map(({ error }) => error)).padStart(5),
      widest(scores.map(({ firstOffMs }) => firstOffMs)).padStart(9),
      widest(scores.map(({ lastOffMs }) => lastOffMs)).padStart(8),
    ];
    return `${name.padEnd(25)} ${cells.join(" ")}`;
  });
  return [head, ...lines].join("\n");
}
