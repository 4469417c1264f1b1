// All that the dashboard knows.
import type { Theme } from "../shared/parts/top.tsx";
import type { Dimension, Report } from "../shared/report.ts";

export const windows = ["1 day", "7 days", "30 days", "all"] as const;
export type Window = (typeof windows)[number];

export interface State {
  /** nothing until the first answer */
  readonly report: Report | undefined;
  /** the last question had no answer */
  readonly away: boolean;
  /** empty = all */
  readonly app: string;
  readonly days: Window;
  readonly by: Dimension;
  readonly theme: Theme;
}

export type Update = (change: Partial<State>) => void;

export const initialState: State = {
  report: undefined,
  away: false,
  app: "",
  days: "7 days",
  by: "variant",
  theme: "auto",
};

const kDayMs = 86_400_000;

/** Unix ms of the first moment of a window; 0 = from the beginning. */
export function sinceOf(window: Window, nowMs: number): number {
  const days = Number.parseInt(window, 10);
  return Number.isNaN(days) ? 0 : nowMs - days * kDayMs;
}
