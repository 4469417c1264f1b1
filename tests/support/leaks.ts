// Looks for text in bytes, in every disguise that a careless or a sly sender might give it.
import { gunzipSync, inflateSync } from "node:zlib";

/** Code points that make a find: long enough to mean something, short enough for half a word. */
export const kWindow = 6;

export interface Leak {
  readonly window: string;
  readonly where: string;
  readonly disguise: string;
}

function attempt<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch {
    return undefined;
  }
}

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

function inflated(bytes: Buffer): Buffer {
  if (isGzip(bytes)) return attempt(() => gunzipSync(bytes)) ?? bytes;
  return attempt(() => inflateSync(bytes)) ?? bytes;
}

const percentDecoded = (text: string): string =>
  text
    .replaceAll("+", " ")
    .replace(/(%[0-9a-f]{2})+/gi, (run) => attempt(() => decodeURIComponent(run)) ?? run);

const unescaped = (text: string): string =>
  text.replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );

const entityDecoded = (text: string): string =>
  text.replace(/&#(?:x([0-9a-f]+)|(\d+));/gi, (all, hex?: string, decimal?: string) => {
    const point = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return attempt(() => String.fromCodePoint(point)) ?? all;
  });

function runsDecoded(
  text: string,
  pattern: RegExp,
  encoding: "base64" | "base64url" | "hex",
): string {
  return [...text.matchAll(pattern)]
    .flatMap(([run]) => {
      // Decoding may start anywhere inside a longer run, not at its first letter.
      const phases = encoding === "hex" ? [0, 1] : [0, 1, 2, 3];
      return phases.map((phase) => Buffer.from(run.slice(phase), encoding).toString("utf8"));
    })
    .join("\n");
}

/** The text forms of some bytes, by the name of the disguise. */
function formsOf(bytes: Buffer): [disguise: string, text: string][] {
  const plain = inflated(bytes);
  const text = plain.toString("utf8");
  const once = percentDecoded(text);
  return [
    ["plain", text],
    ["UTF-16", plain.toString("utf16le")],
    ["percent-encoded", once],
    ["percent-encoded twice", percentDecoded(once)],
    ["escaped", unescaped(once)],
    ["entities", entityDecoded(once)],
    ["base64", runsDecoded(once, /[A-Za-z0-9+/]{8,}/g, "base64")],
    ["base64url", runsDecoded(once, /[A-Za-z0-9_-]{8,}/g, "base64url")],
    ["hex", runsDecoded(once, /[0-9a-f]{12,}/gi, "hex")],
    ["reversed", [...text].reverse().join("")],
  ];
}

/** Every run of `kWindow` code points of each text. */
export function windowsOf(texts: readonly string[]): Set<string> {
  const windows = new Set<string>();
  for (const text of texts) {
    const points = [...text.toLowerCase()];
    for (let at = 0; at + kWindow <= points.length; at += 1) {
      windows.add(points.slice(at, at + kWindow).join(""));
    }
  }
  return windows;
}

/** Windows that occur in `bytes`, with the first disguise that shows each. */
export function leaksIn(windows: ReadonlySet<string>, bytes: Buffer, where: string): Leak[] {
  const leaks = new Map<string, Leak>();
  for (const [disguise, text] of formsOf(bytes)) {
    for (const window of windowsOf([text])) {
      if (windows.has(window) && !leaks.has(window)) leaks.set(window, { window, where, disguise });
    }
  }
  return [...leaks.values()];
}
