// IndexedDB as far as the tag uses it: databases of one table each, read and written in transactions
// that take effect one after another, and only as a whole.

type Rows = Map<string, unknown>;
type Callback = ((event?: unknown) => void) | null;

interface Request {
  result?: unknown;
  onsuccess: Callback;
  onerror: Callback;
  onupgradeneeded?: Callback;
}

const sorted = (rows: Rows): [string, unknown][] =>
  [...rows].sort(([a], [b]) => (a < b ? -1 : Number(a > b)));

export class FakeIndexedDb {
  readonly tables = new Map<string, Rows>();
  /** Every write fails, as over quota. */
  isFull = false;
  private _last: Promise<unknown> = Promise.resolve();

  open(name: string): Request {
    const request: Request = { onsuccess: null, onerror: null, onupgradeneeded: null };
    const rows = this.tables.get(name) ?? new Map();
    this.tables.set(name, rows);
    request.result = {
      createObjectStore: () => {},
      close: () => {},
      transaction: () => this._transaction(name),
    };
    setImmediate(() => {
      request.onupgradeneeded?.();
      request.onsuccess?.();
    });
    return request;
  }

  private _transaction(name: string) {
    const waiting: (() => void)[] = [];
    let rows: Rows = new Map();
    let isOver = false;
    const transaction = {
      oncomplete: null as Callback,
      onabort: null as Callback,
      onerror: null as Callback,
      abort: () => {
        if (isOver) throw new Error("InvalidStateError");
        isOver = true;
        transaction.onabort?.();
      },
      objectStore: () => table,
    };
    const ask = (work: () => unknown): Request => {
      const request: Request = { onsuccess: null, onerror: null };
      waiting.push(() => {
        request.result = work();
        request.onsuccess?.();
      });
      return request;
    };
    const table = {
      getAll: (_: unknown, count?: number) =>
        ask(() =>
          sorted(rows)
            .slice(0, count)
            .map(([, value]) => structuredClone(value)),
        ),
      getAllKeys: () => ask(() => sorted(rows).map(([key]) => key)),
      get: (key: string) => ask(() => structuredClone(rows.get(key))),
      put: (value: unknown, key: string) => {
        if (this.isFull) throw new Error("QuotaExceededError");
        const copy = structuredClone(value);
        return ask(() => rows.set(key, copy));
      },
      delete: (key: string) => ask(() => rows.delete(key)),
      clear: () => ask(() => rows.clear()),
    };
    const run = async (): Promise<void> => {
      rows = new Map(this.tables.get(name));
      while (!isOver) {
        // What a request's answer asks for comes within the same turn.
        await new Promise((resolve) => setImmediate(resolve));
        const next = waiting.shift();
        if (!next) break;
        if (!isOver) next();
      }
      if (isOver) return;
      isOver = true;
      this.tables.set(name, rows);
      transaction.oncomplete?.();
    };
    this._last = this._last.then(run);
    return transaction;
  }
}
