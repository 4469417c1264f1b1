// What a test asks of a browser, the same for all three engines.

export type EngineName = "chromium" | "firefox" | "webkit";

export interface LaunchOptions {
  /** every request, loopback included, goes through this HTTP proxy */
  readonly proxyPort?: number;
  /** as if the user had asked for less motion; Chromium only */
  readonly reducedMotion?: boolean;
}

export interface WaitOptions {
  readonly timeoutMs?: number;
  /** what is waited for, in the words of the failure */
  readonly what: string;
}

export interface Page {
  goto(url: string): Promise<void>;
  /** To the page before; it may come from the back/forward cache. */
  back(): Promise<void>;
  /** Runs `body` in the page. It may return a promise; arguments and result are JSON. */
  evaluate<Args extends unknown[], R>(
    body: (...args: Args) => R,
    ...args: Args
  ): Promise<Awaited<R>>;
  /** Real key presses into whatever has the focus. */
  type(text: string): Promise<void>;
  press(key: Key): Promise<void>;
  click(selector: string): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  close(): Promise<void>;
}

export type Key =
  | "Tab"
  | "Enter"
  | "Escape"
  | "Space"
  | "ArrowDown"
  | "ArrowUp"
  | "ArrowLeft"
  | "ArrowRight";

export interface Browser {
  readonly name: EngineName;
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

/** Source of a call that any engine can evaluate as an expression. */
export function callSource(body: (...args: never[]) => unknown, args: readonly unknown[]): string {
  // The transpiler that runs the tests wraps inner functions in __name(): here it does nothing.
  return `(() => { const __name = (f) => f; return (${body})(...${JSON.stringify(args)}); })()`;
}

const kPollMs = 40;
const kDefaultTimeoutMs = 20_000;

type Truthy<R> = Exclude<Awaited<R>, false | null | undefined>;

/** Waits until `probe` gives something truthy and returns it. */
export async function until<R>(
  probe: () => R | Promise<R>,
  { what, timeoutMs = kDefaultTimeoutMs }: WaitOptions,
): Promise<Truthy<R>> {
  const deadline = Date.now() + timeoutMs;
  let failure: unknown;
  for (;;) {
    try {
      const value = await probe();
      if (value) return value as Truthy<R>;
      failure = undefined;
    } catch (error) {
      failure = error; // a page that is just navigating has no context to evaluate in
    }
    if (Date.now() > deadline) {
      throw new Error(`waited ${timeoutMs} ms for ${what}`, { cause: failure });
    }
    await new Promise((resolve) => setTimeout(resolve, kPollMs));
  }
}

/** Waits until `body`, evaluated in the page, gives something truthy. */
export function waitFor<Args extends unknown[], R>(
  page: Page,
  options: WaitOptions,
  body: (...args: Args) => R,
  ...args: Args
): Promise<Truthy<R>> {
  return until(() => page.evaluate(body, ...args), options) as Promise<Truthy<R>>;
}
