/** Requests at once, and per second after that, of one address. */
const kBurst = 300;
const kPerSecond = 100;
const kMaxAddresses = 10_000;

/** A token bucket per address. `allow` says whether a request may pass at `nowMs`. */
export function createRateLimit(): (address: string, nowMs: number) => boolean {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  return (address, nowMs) => {
    const bucket = buckets.get(address) ?? { tokens: kBurst, atMs: nowMs };
    if (buckets.size >= kMaxAddresses) buckets.clear();
    buckets.set(address, bucket);
    bucket.tokens = Math.min(kBurst, bucket.tokens + ((nowMs - bucket.atMs) / 1000) * kPerSecond);
    bucket.atMs = nowMs;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  };
}
