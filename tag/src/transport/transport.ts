// One batch, one request, one verdict. The request itself is a parameter.
import { doubt } from "../event/seal.ts";
import { byteLength, eventsOf, type Item } from "../queue/queue.ts";
import { gzip, kGzipMinBytes } from "./gzip.ts";
import type { Kit } from "./kit.ts";
import { type Verdict, verdict } from "./verdict.ts";

/** Sends one batch. */
export type Send = (items: readonly Item[], leaving?: boolean) => Promise<Verdict>;

export function createSend(kit: Kit): Send {
  const { collector, request, clock, budget, options, compressing, fragile } = kit;
  const retry: Verdict = { type: "retry", waitMs: 0 };
  /** Does the collector, or a preflight before it, take gzip? Unknown until an answer came. */
  let gzipIs: "untested" | "works" | "refused" = collector.gzip ? "untested" : "refused";

  /** undefined: no answer. */
  async function post(
    items: readonly Item[],
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string>,
  ): Promise<Verdict | undefined> {
    const bytes = typeof body === "string" ? byteLength(body) : body.length;
    const keepalive = budget.take(bytes);
    if (!keepalive) fragile.add(items);
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), options.sendTimeoutMs);
    const sentMs = clock.nowMs();
    try {
      const response = await new Promise<Response>((resolve, reject) => {
        // A page that slept in the back/forward cache with a request under way hears no more of it,
        // not even that it was aborted (Firefox, WebKit).
        abort.signal.onabort = reject;
        request(collector.url, {
          method: "POST",
          body,
          headers,
          keepalive,
          credentials: "omit",
          referrerPolicy: "no-referrer",
          signal: abort.signal,
        }).then(resolve, reject);
      });
      clock.learn(response.headers.get("date"), sentMs);
      // Once the status is there the batch is settled, whatever becomes of the body.
      const reads = collector.partial && response.ok;
      const text = reads ? await response.text().catch(() => "") : "";
      // An answer left unread keeps its request's share of the browser's 64 KiB.
      if (!reads) response.body?.cancel().catch(() => {});
      const result = verdict(response, text, "content-encoding" in headers, clock.nowMs());
      // A gateway says nothing of what came behind it, and nobody says whose records were refused.
      if (result.isUnsure || (collector.evaluations && result.rejected)) doubt(eventsOf(items));
      return result;
    } catch {
      doubt(eventsOf(items));
      return undefined;
    } finally {
      clearTimeout(timer);
      fragile.delete(items);
      if (keepalive) budget.give(bytes);
    }
  }

  /**
   * `leaving`: the page closes, so the request starts before this returns: nothing asynchronous goes
   * first.
   */
  return async (items, leaving) => {
    const { body, headers } = collector.bodyOf(items, clock.nowMs());
    if (!leaving && gzipIs !== "refused" && body.length > kGzipMinBytes) {
      compressing.add(items);
      const zipped = await gzip(body).catch(() => undefined);
      if (!compressing.delete(items)) return { type: "moved" };
      if (zipped) {
        const result = await post(items, zipped, { ...headers, "content-encoding": "gzip" });
        if (result ? result.type !== "uncompressed" : gzipIs === "works") {
          if (result) gzipIs = "works";
          return result ?? retry;
        }
        const plain = await post(items, body, headers);
        if (plain) gzipIs = "refused";
        return plain ?? retry;
      }
    }
    return (await post(items, body, headers)) ?? retry;
  };
}
