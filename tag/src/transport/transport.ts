// One batch, one request, one verdict. The request itself is a parameter.
import type { Clock } from "../event/clock.ts";
import type { SendRequest } from "../options.ts";
import type { Item } from "../queue/queue.ts";
import type { Budget } from "./budget.ts";
import type { Collector } from "./collector.ts";
import { gzip, kGzipMinBytes } from "./gzip.ts";
import { type Verdict, verdict } from "./verdict.ts";

export const byteLength = (text: string): number => new TextEncoder().encode(text).length;

export class Transport {
  /** Does the collector, or a preflight before it, take gzip? Unknown until an answer came. */
  private _gzip: "untested" | "works" | "refused" = "untested";

  constructor(
    private readonly _collector: Collector,
    private readonly _request: SendRequest,
    private readonly _clock: Clock,
    private readonly _budget: Budget,
    private readonly _timeoutMs: number,
  ) {
    if (!_collector.gzip) this._gzip = "refused";
  }

  /**
   * Sends the items. `leaving`: the page closes, so the request starts before this returns: nothing
   * asynchronous goes first.
   */
  async send(items: readonly Item[], leaving = false): Promise<Verdict> {
    const { body, headers } = this._collector.join(items, this._clock.nowMs());
    if (!leaving && this._gzip !== "refused" && body.length > kGzipMinBytes) {
      const zipped = await gzip(body).catch(() => undefined);
      if (zipped) {
        const result = await this._post(zipped, { ...headers, "content-encoding": "gzip" });
        const refused = result === undefined ? this._gzip === "untested" : false;
        if (!refused && result?.type !== "uncompressed") {
          if (result) this._gzip = "works";
          return result ?? { type: "retry", waitMs: 0 };
        }
        const plain = await this._post(body, headers);
        if (plain) this._gzip = "refused";
        return plain ?? { type: "retry", waitMs: 0 };
      }
    }
    return (await this._post(body, headers)) ?? { type: "retry", waitMs: 0 };
  }

  /** undefined: no answer. */
  private async _post(
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string>,
  ): Promise<Verdict | undefined> {
    const bytes = typeof body === "string" ? byteLength(body) : body.length;
    const keepalive = this._budget.take(bytes);
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), this._timeoutMs);
    const sentMs = this._clock.nowMs();
    try {
      const response = await this._request(this._collector.url, {
        method: "POST",
        body,
        headers,
        keepalive,
        credentials: "omit",
        referrerPolicy: "no-referrer",
        signal: abort.signal,
      });
      this._clock.learn(response.headers.get("date"), sentMs);
      // Once the status is there the batch is settled, whatever becomes of the body.
      const text =
        this._collector.partial && response.ok ? await response.text().catch(() => "") : "";
      return verdict(response, text, "content-encoding" in headers, this._clock.nowMs());
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
      if (keepalive) this._budget.give(bytes);
    }
  }
}
