// What the collector answers on /api/report and the dashboard shows.

/** By what conversations may be told apart. */
export const dimensions = [
  "variant",
  "model",
  "bot",
  "prompt_version",
  "lang",
  "topic",
  "theme",
  "page",
  "app",
  "hour",
] as const;
export type Dimension = (typeof dimensions)[number];

/** Conversations by outcome; those that did not occur are absent. */
export type OutcomeCounts = Readonly<Record<string, number>>;

export interface Rate {
  readonly name: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly definition: string;
}

export interface Group {
  /** as the site wrote it; empty = not said */
  readonly value: string;
  readonly conversations: number;
  readonly engaged: number;
  /** 0 to 100, null where none has one */
  readonly experience: number | null;
  readonly scored_turns: number;
  readonly user_turns: number;
  readonly rates: readonly Rate[];
}

export interface Review {
  readonly conversation_id: string;
  readonly time_ms: number;
  readonly outcome: string;
  readonly experience: number;
  readonly strong_turns: number;
  readonly rephrased_turns: number;
  readonly fallbacks: number;
  readonly loops: number;
}

export interface Report {
  readonly dimension: Dimension;
  readonly apps: readonly string[];
  readonly total: Group;
  readonly groups: readonly Group[];
  readonly outcomes: OutcomeCounts;
  readonly timeline: {
    readonly step_ms: number;
    readonly points: readonly { readonly time_ms: number; readonly outcomes: OutcomeCounts }[];
  };
  readonly review: readonly Review[];
  /** sessions with an event since; what their sequence numbers say was sent; what was counted dropped */
  readonly delivery: {
    readonly sessions: number;
    readonly sent: number;
    readonly received: number;
    readonly dropped: Readonly<Record<string, number>>;
  };
}
