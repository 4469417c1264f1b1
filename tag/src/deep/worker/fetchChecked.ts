// A file from the network or from the cache, never without its checksum.
import type { CheckedFile } from "../protocol.ts";

const kCache = "undertone-deep";

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The cache, where the browser has one and lets us use it. */
const openCache = (): Promise<Cache | undefined> =>
  typeof caches === "object"
    ? caches.open(kCache).catch(() => undefined)
    : Promise.resolve(undefined);

/** Errors  if it cannot be had or is another file than it should be */
export async function fetchChecked({ url, sha256: wanted }: CheckedFile): Promise<ArrayBuffer> {
  const cache = await openCache();
  const kept = await cache?.match(url).catch(() => undefined);
  const bytes = kept && (await kept.arrayBuffer());
  if (bytes && (await sha256(bytes)) === wanted) return bytes;
  const response = await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer" });
  if (!response.ok) throw new Error("not found");
  const fresh = await response.arrayBuffer();
  if ((await sha256(fresh)) !== wanted) throw new Error("another file");
  // Nobody waits for the disk. Full or forbidden: then it is fetched again next time.
  void cache?.put(url, new Response(fresh.slice(0))).catch(() => undefined);
  return fresh;
}
