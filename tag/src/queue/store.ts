// Undelivered events, oldest first: in IndexedDB while it works and may be used, in memory what it
// does not take.
import type { SealedEvent } from "../event/seal.ts";
import { DatabaseStore } from "./databaseStore.ts";

/** WebKit answers nobody while a page in its back/forward cache has a transaction open. */
const kAnswerMs = 3000;

export class Store {
  /** what a closing page would lose */
  private _volatile: SealedEvent[] = [];
  private _database: DatabaseStore | undefined;
  private _isSlow = false;

  constructor(
    name: string,
    private readonly _mayStore: () => boolean,
    private readonly _maxSize: number,
    maxBytes: number,
  ) {
    try {
      // Reading the property throws where storage is forbidden (sandboxed frames).
      if (globalThis.indexedDB) this._database = new DatabaseStore(name, _maxSize, maxBytes);
    } catch {}
  }

  /** Returns how many old ones had to give way. */
  async add(events: readonly SealedEvent[]): Promise<number> {
    const stored = await this._try((database) => database.add(events));
    if (stored !== undefined) return stored;
    this._volatile.push(...events);
    return this._volatile.splice(0, this._volatile.length - this._maxSize).length;
  }

  /** Rejects if the database does not answer now, but may later. */
  async oldest(maxCount: number): Promise<SealedEvent[]> {
    if (this._volatile.length > 0) return this._volatile.slice(0, maxCount);
    this._isSlow = false;
    const events = await this._try((database) => database.oldest(maxCount));
    if (this._isSlow) throw new Error();
    return events ?? [];
  }

  async remove(events: readonly SealedEvent[]): Promise<void> {
    const gone = new Set(events);
    this._volatile = this._volatile.filter((event) => !gone.has(event));
    await this._try((database) => database.remove(events));
  }

  async clear(): Promise<void> {
    this._volatile = [];
    await this._database?.clear().catch(() => {});
  }

  /** Is anything in memory only? */
  get isVolatile(): boolean {
    return this._volatile.length > 0;
  }

  /** What is in memory only; it is the caller's then. */
  takeVolatile(): SealedEvent[] {
    return this._volatile.splice(0);
  }

  close(): void {
    this._database?.close();
  }

  /** undefined in private mode, over quota, or where nothing may be stored. */
  private async _try<T>(work: (database: DatabaseStore) => Promise<T>): Promise<T | undefined> {
    if (!this._database || !this._mayStore()) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const tooLate = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          this._isSlow = true;
          this._database?.close();
          reject();
        }, kAnswerMs);
      });
      return await Promise.race([work(this._database), tooLate]);
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}
