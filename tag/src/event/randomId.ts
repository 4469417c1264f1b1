/** Random bytes as hex. */
function hex(bytes: Uint8Array): string {
  let out = "";
  for (const byte of bytes) out += (byte + 256).toString(16).slice(1);
  return out;
}

/** 32 hex digits with the dashes of a UUID. */
export const asUuid = (digits: string): string =>
  digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

/** 128 random bits as hex: an opaque identifier. */
export function randomId(): string {
  return hex(crypto.getRandomValues(new Uint8Array(16)));
}

/** Ids further apart share nothing but their form, as sessions shall not. */
const kSharedMs = 600_000;

let last: Uint8Array<ArrayBuffer>;
let lastMs = -Infinity;

/**
 * UUID version 7: sorts by time, so a store keyed by it keeps the order of events. What follows the
 * time is drawn at random and then counted up in its first 12 bits: ids of a while differ in few
 * characters, which saves a tenth of a compressed batch.
 * Source  RFC 9562, sections 5.7 and 6.2
 */
export function uuidV7(unixMs: number): string {
  if (Math.abs(unixMs - lastMs) > kSharedMs) last = crypto.getRandomValues(new Uint8Array(16));
  lastMs = unixMs;
  const count = ((last[6] as number) << 8) + (last[7] as number) + 1;
  for (let i = 0; i < 6; ++i) last[i] = Math.floor(unixMs / 2 ** (40 - 8 * i)) % 256;
  last[6] = ((count >> 8) & 15) | 0x70;
  last[7] = count;
  last[8] = ((last[8] as number) & 63) | 0x80;
  return asUuid(hex(last));
}
