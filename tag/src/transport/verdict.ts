// What a collector's answer means for a batch.
import { retryAfterMs } from "./retryAfterMs.ts";

export type Verdict = (
  | { type: "delivered"; rejected: number }
  | { type: "rejected" }
  | { type: "too_large" }
  /** the collector does not take gzip */
  | { type: "uncompressed" }
  | { type: "retry"; waitMs: number }
  /** not sent: the page left, and what it sent then has the events */
  | { type: "moved" }
) & {
  /** records */
  rejected?: number;
  /** the events may have arrived all the same */
  isUnsure?: boolean;
};

/**
 * Source  OTLP/HTTP: only 429, 502, 503 and 504 are retried; a 200 that rejects records is not.
 */
export function verdict(
  response: Response,
  bodyText: string,
  gzipped: boolean,
  nowMs: number,
): Verdict {
  const { status, ok } = response;
  if (ok) return { type: "delivered", rejected: rejectedRecords(bodyText) };
  if (status === 429 || (status >= 502 && status <= 504)) {
    const waitMs = retryAfterMs(response.headers.get("retry-after"), nowMs);
    return { type: "retry", waitMs, isUnsure: status === 502 || status === 504 };
  }
  if (gzipped && (status === 415 || status === 400)) return { type: "uncompressed" };
  if (status === 413) return { type: "too_large" };
  return { type: "rejected" };
}

/** `partialSuccess.rejectedLogRecords` of an OTLP answer, a number or a decimal string. */
function rejectedRecords(bodyText: string): number {
  return Number(/"rejectedLogRecords"\s*:\s*"?(\d+)/.exec(bodyText)?.[1] ?? 0);
}
