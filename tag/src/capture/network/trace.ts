// W3C Trace Context: the `traceparent` of a request, read where the page sends one, made where the
// site wants that.
// Source  W3C Trace Context, section 3.2
import { randomId } from "../../event/randomId.ts";

/** Version 00, a new trace, a new span, sampled. */
export const newTraceparent = (): string => `00-${randomId()}-${randomId().slice(16)}-01`;

/**
 * `option`: `true` is the page's own origin; a list is these origins as well. Others would refuse a
 * header that they did not ask for.
 */
export function mayTrace(option: boolean | readonly string[], url: string, page: string): boolean {
  if (!option) return false;
  const { origin } = new URL(url, page);
  const own = new URL(page).origin;
  const listed = option === true ? [] : option;
  return origin === own || listed.some((one) => new URL(one, page).origin === origin);
}

/** Trace and span of a header; empty if it is none. */
export function idsOf(traceparent: string | null): { traceId?: string; spanId?: string } {
  const [, traceId, spanId] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-/.exec(traceparent ?? "") ?? [];
  return traceId && spanId ? { traceId, spanId } : {};
}
