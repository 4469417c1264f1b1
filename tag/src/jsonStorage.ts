// Small records in the page's storages. Every access may throw: blocked, sandboxed, full.

export type StorageName = "localStorage" | "sessionStorage";

const storageOf = (name: StorageName): Storage | undefined => {
  try {
    return globalThis[name];
  } catch {
    return undefined;
  }
};

/** The record, or undefined if there is none that can be read. */
export function readJson<T>(name: StorageName, key: string): Partial<T> | undefined {
  try {
    return JSON.parse(storageOf(name)?.getItem(key) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

/** Writes the record, or removes it if it is undefined; false if the browser does not let us. */
export function writeJson(name: StorageName, key: string, value: unknown): boolean {
  try {
    const storage = storageOf(name);
    if (value === undefined) storage?.removeItem(key);
    else storage?.setItem(key, JSON.stringify(value));
    return storage !== undefined;
  } catch {
    return false;
  }
}

/** The keys that begin with `prefix`. */
export const keysOf = (name: StorageName, prefix: string): string[] =>
  Object.keys(storageOf(name) ?? {}).filter((key) => key.startsWith(prefix));
