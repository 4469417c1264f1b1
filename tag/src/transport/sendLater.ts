// What the browser sends for us if the page goes without a word: crashed, killed in the background.
import type { Body } from "../formats/format.ts";

type FetchLater = (url: string, init: RequestInit) => unknown;

/** Leaves a request with the browser; the function returned takes it back. */
export function sendLater(url: string, { body, headers }: Required<Body>): () => void {
  const abort = new AbortController();
  try {
    (globalThis as { fetchLater?: FetchLater }).fetchLater?.(url, {
      method: "POST",
      body,
      headers,
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: abort.signal,
    });
  } catch {
    // over the quota, or forbidden by the page's Permissions-Policy
  }
  return () => abort.abort();
}
