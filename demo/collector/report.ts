// What the dashboard shows, worked out in the database from the last summary of each conversation.
// Every rate comes with its numerator and denominator.
import {
  type Dimension,
  dimensions,
  type Group,
  type Report,
  type Review,
} from "../shared/report.ts";
import type { Store } from "./store.ts";

/** [name, what is counted, of what, in words]; the rates that `undertone report` prints. */
const kRates = [
  ["resolution", "resolved_confirmed", "engaged", "confirmed / engaged"],
  ["resolution_assumed", "resolved_assumed", "engaged", "assumed / engaged"],
  ["containment", "contained", "engaged", "not escalated / engaged"],
  ["escalation", "escalated", "engaged", "escalated / engaged"],
  ["escalation_unserved", "unserved", "engaged", "human asked for in vain / engaged"],
  ["abandonment", "abandoned", "engaged", "abandoned / engaged"],
  ["rephrase", "rephrased_turns", "later_turns", "rephrased turns / user turns from the second on"],
  ["frustration", "frustrated", "engaged_scored", "with a strong turn / engaged and scored"],
  ["fallback", "fallbacks", "answers", "fallback answers / answers"],
  ["error", "errors", "answers", "broken answers / answers"],
  ["loop", "with_loop", "engaged", "with a loop / engaged"],
] as const;

/**
 * Fields by which conversations may be told apart, each an expression over `last`. Topic and theme
 * are what the user came for: the first that a message of the conversation had.
 */
const kDimensions: Readonly<Record<Dimension, string>> = {
  app: "app",
  bot: "bot_id",
  model: "bot_model",
  variant: "bot_variant",
  prompt_version: "bot_prompt_version",
  lang: "lang",
  topic: "topic",
  theme: "theme",
  page: "page_route",
  hour: "strftime(make_timestamp(time_ms * 1000), '%H:00 UTC')",
};

const firstOf = (name: string) =>
  `first(${name} ORDER BY sequence) FILTER (${name} > 0) AS ${name}`;
const kLast = `WITH said AS (
  SELECT conversation_id, ${firstOf("topic")}, ${firstOf("theme")} FROM user_messages
  GROUP BY conversation_id),
last AS (
  SELECT *, user_turns > 0 AND assistant_turns > 0 AS is_engaged
  FROM conversations LEFT JOIN said USING (conversation_id)
  WHERE time_ms >= $1 AND ($2 IS NULL OR app = $2)
  QUALIFY row_number() OVER (PARTITION BY conversation_id
    ORDER BY coalesce(final, false) DESC, sequence DESC, received_ms DESC) = 1)`;

const ofEngaged = (condition: string) => `count(*) FILTER (is_engaged AND (${condition}))::INT`;
const sum = (expression: string) => `coalesce(sum(${expression}), 0)::INT`;

const kCounts = `
  count(*)::INT AS conversations,
  round(avg(experience), 1) AS experience,
  ${sum("user_turns")} AS user_turns,
  ${sum("least(scored_turns, user_turns)")} AS scored_turns,
  ${ofEngaged("true")} AS engaged,
  ${ofEngaged("scored_turns > 0")} AS engaged_scored,
  ${ofEngaged("outcome = 'resolved_confirmed'")} AS resolved_confirmed,
  ${ofEngaged("outcome = 'resolved_assumed'")} AS resolved_assumed,
  ${ofEngaged("outcome <> 'escalated'")} AS contained,
  ${ofEngaged("outcome = 'escalated'")} AS escalated,
  ${ofEngaged("outcome = 'escalation_unserved'")} AS unserved,
  ${ofEngaged("outcome = 'abandoned'")} AS abandoned,
  ${ofEngaged("scored_turns > 0 AND strong_turns > 0")} AS frustrated,
  ${ofEngaged("loops > 0")} AS with_loop,
  ${sum("greatest(user_turns - 1, 0)")} AS later_turns,
  ${sum("least(repeats + rephrases, greatest(user_turns - 1, 0))")} AS rephrased_turns,
  ${sum("assistant_turns")} AS answers,
  ${sum("least(fallbacks, assistant_turns)")} AS fallbacks,
  ${sum("least(errors, assistant_turns)")} AS errors`;

/** At most so many rows in a breakdown and in the review queue. */
const kRows = 20;
const kDayMs = 86_400_000;
const kHourMs = 3_600_000;

export interface ReportQuery {
  readonly sinceMs: number;
  readonly app: string | undefined;
  /** one of `dimensions`; anything else is the first */
  readonly dimension: string | undefined;
}

type Row = Record<string, unknown>;

function groupOf(row: Row): Group {
  const number = (name: string) => Number(row[name] ?? 0);
  return {
    value: String(row.value ?? ""),
    conversations: number("conversations"),
    engaged: number("engaged"),
    experience: row.experience === null ? null : number("experience"),
    scored_turns: number("scored_turns"),
    user_turns: number("user_turns"),
    rates: kRates.map(([name, numerator, denominator, definition]) => ({
      name,
      numerator: number(numerator),
      denominator: number(denominator),
      definition,
    })),
  };
}

export async function reportOf(store: Store, query: ReportQuery): Promise<Report> {
  const dimension = dimensions.find((name) => name === query.dimension) ?? "variant";
  const among = [query.sinceMs, query.app ?? null];
  const [apps, [total = {}], groups, outcomes, review, [sessions = {}], dropped, [span = {}]] =
    await Promise.all([
      store.query("SELECT DISTINCT app FROM events ORDER BY app LIMIT 50"),
      store.query(`${kLast} SELECT ${kCounts} FROM last`, among),
      store.query(
        `${kLast} SELECT ${kDimensions[dimension]} AS value, ${kCounts} FROM last
         GROUP BY value ORDER BY conversations DESC, value LIMIT ${kRows}`,
        among,
      ),
      store.query(`${kLast} SELECT outcome, count(*)::INT AS n FROM last GROUP BY outcome`, among),
      store.query(
        `${kLast} SELECT conversation_id, time_ms::DOUBLE AS time_ms, outcome, experience,
           strong_turns::INT AS strong_turns, (repeats + rephrases)::INT AS rephrased_turns,
           fallbacks::INT AS fallbacks, loops::INT AS loops
         FROM last WHERE is_engaged AND experience IS NOT NULL
         ORDER BY experience, time_ms DESC LIMIT ${kRows}`,
        among,
      ),
      store.query(
        // A report of network_error has no number of its own: it stands at the first that it names.
        `WITH numbered AS (
           SELECT session_id, app, CAST(event->'$.sequence' AS BIGINT) AS sequence,
             coalesce(CAST(event->'$.dropped.network_error' AS BIGINT), 0) AS named
           FROM events WHERE ($2 IS NULL OR app = $2)
             -- All of a session, or its first numbers would seem lost.
             AND session_id IN (SELECT session_id FROM events WHERE time_ms >= $1))
         SELECT count(*)::INT AS sessions, ${sum("sent")} AS sent, ${sum("received")} AS received
         FROM (SELECT max(sequence + greatest(named, 1)) AS sent,
                 count(*) FILTER (named = 0) AS received
               FROM numbered GROUP BY session_id, app)`,
        among,
      ),
      store.query(
        `SELECT key AS reason, ${sum("CAST(value AS BIGINT)")} AS n FROM tags, json_each(dropped)
         WHERE time_ms >= $1 AND ($2 IS NULL OR app = $2) GROUP BY reason ORDER BY n DESC`,
        among,
      ),
      store.query(
        `${kLast} SELECT min(time_ms)::DOUBLE AS first, max(time_ms)::DOUBLE AS last FROM last`,
        among,
      ),
    ]);
  const stepMs = Number(span.last) - Number(span.first) > 3 * kDayMs ? kDayMs : kHourMs;
  const steps = await store.query(
    `${kLast} SELECT (time_ms - time_ms % $3)::DOUBLE AS time_ms, outcome, count(*)::INT AS n
     FROM last GROUP BY ALL ORDER BY 1`,
    [...among, stepMs],
  );
  const points = new Map<number, Record<string, number>>();
  for (const { time_ms, outcome, n } of steps) {
    const point = points.get(Number(time_ms)) ?? {};
    point[String(outcome)] = Number(n);
    points.set(Number(time_ms), point);
  }
  const counted = (rows: readonly Row[], key: string) =>
    Object.fromEntries(rows.map((row) => [String(row[key]), Number(row.n)]));
  return {
    dimension,
    apps: apps.map(({ app }) => String(app)),
    total: groupOf(total),
    groups: groups.map(groupOf),
    outcomes: counted(outcomes, "outcome"),
    timeline: {
      step_ms: stepMs,
      points: [...points].map(([time_ms, found]) => ({ time_ms, outcomes: found })),
    },
    review: review as unknown as Review[],
    delivery: {
      sessions: Number(sessions.sessions),
      sent: Number(sessions.sent),
      received: Number(sessions.received),
      dropped: counted(dropped, "reason"),
    },
  };
}
