/** Random bytes as hex. */
function hex(bytes: Uint8Array): string {
  let out = "";
  for (const byte of bytes) out += (byte + 256).toString(16).slice(1);
  return out;
}

/** 128 random bits as hex: an opaque identifier. */
export function randomId(): string {
  return hex(crypto.getRandomValues(new Uint8Array(16)));
}

/**
 * UUID version 7: sorts by time, so a store keyed by it keeps the order of events.
 * Source  RFC 9562, section 5.7
 */
export function uuidV7(unixMs: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 0; i < 6; ++i) bytes[i] = Math.floor(unixMs / 2 ** (40 - 8 * i)) % 256;
  bytes[6] = ((bytes[6] as number) & 15) | 0x70;
  bytes[8] = ((bytes[8] as number) & 63) | 0x80;
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
