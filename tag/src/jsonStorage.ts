// Small records in the page's storages. Every access may throw: blocked, sandboxed, full, not there.

export type StorageName = "localStorage" | "sessionStorage";

/** What `use` gives, or undefined where the browser does not let us. */
function attempt<T>(name: StorageName, use: (storage: Storage) => T): T | undefined {
  try {
    return use(globalThis[name]);
  } catch {
    return undefined;
  }
}

/** The record, or undefined if there is none that can be read. */
export const readJson = <T>(name: StorageName, key: string): Partial<T> | undefined =>
  attempt(name, (storage) => JSON.parse(storage.getItem(key) as string)) ?? undefined;

/** Writes the record, or removes it if it is undefined; whether the browser let us. */
export const writeJson = (name: StorageName, key: string, value?: unknown): boolean =>
  !!attempt(name, (storage) => {
    if (value === undefined) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify(value));
    return true;
  });

/** The keys that begin with `prefix`. */
export const keysOf = (name: StorageName, prefix: string): string[] =>
  attempt(name, (storage) => Object.keys(storage).filter((key) => key.startsWith(prefix))) ?? [];
