// What the taps ask before they look at anything.
import type { Exchange } from "./exchange.ts";

export interface Watcher {
  /** Is somebody waiting for an answer? If not, nothing is read. */
  isCurious(): boolean;
  /**
   * A request leaves. `said` is its address and body; the result is told what comes back.
   * `hasEnd`: its end is the end of the answer.
   */
  sees(said: string, traceparent: string | null, hasEnd?: boolean): Exchange | undefined;
  /**
   * `channel` brings something, or, with `isNew`, was opened just now: to whom who waits, if anybody
   * does.
   */
  hears(channel: object, isNew?: boolean): Exchange | undefined;
  /** Does the site want requests to `url` to carry a trace, even one made here? */
  isTraced(url: string): boolean;
}

/** Does what must never disturb the page. */
export function quietly(call: () => void): void {
  try {
    call();
  } catch {
    // the page goes on as if nobody looked
  }
}

export const define = (owner: object, name: PropertyKey, value: unknown): void => {
  Object.defineProperty(owner, name, { value, configurable: true, writable: true });
};

/** Puts `replacement` in the place of a function; the result puts the old one back. */
export function replace<Owner extends object, Name extends keyof Owner>(
  owner: Owner,
  name: Name,
  make: (native: Owner[Name]) => Owner[Name],
): () => void {
  const native = owner[name];
  const replacement = make(native);
  owner[name] = replacement;
  return () => {
    if (owner[name] === replacement) owner[name] = native;
  };
}

/** `native`, and whoever is told of each call before it and of its result after. */
export function overheard<Self, Args extends unknown[], Result>(
  native: (this: Self, ...args: Args) => Result,
  before?: (self: Self, ...args: Args) => void,
  after?: (result: Result) => void,
): (this: Self, ...args: Args) => Result {
  return function (...args) {
    quietly(() => before?.(this, ...args));
    const result = native.apply(this, args);
    quietly(() => after?.(result));
    return result;
  };
}

/** A body as text, as far as that can be had at once. */
export function textOfBody(body: unknown): string {
  if (typeof body === "string") return body;
  if (body instanceof URLSearchParams) return body.toString();
  if (body instanceof FormData) {
    const values = [...body.values()].filter((value) => typeof value === "string");
    return values.map((value) => JSON.stringify(value)).join(" ");
  }
  const isBytes = body instanceof ArrayBuffer || ArrayBuffer.isView(body);
  return isBytes ? new TextDecoder().decode(body as Uint8Array) : "";
}
