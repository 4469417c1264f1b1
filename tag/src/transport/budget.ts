// Browsers share 64 KiB among all keepalive requests of a page and abort what goes over it.

/** Below 64 KiB, with room for the requests of others on the page. */
export const kKeepaliveBytes = 60_000;

/** Chromium refuses the tenth (opentelemetry-js and Faro keep to nine, too). */
const kKeepaliveRequests = 9;

export class Budget {
  private _bytes = 0;
  private _requests = 0;

  get leftBytes(): number {
    return this._requests < kKeepaliveRequests ? kKeepaliveBytes - this._bytes : 0;
  }

  /** Reserves room for one request; false if there is none. */
  take(bytes: number): boolean {
    if (bytes > this.leftBytes) return false;
    this._bytes += bytes;
    this._requests += 1;
    return true;
  }

  give(bytes: number): void {
    this._bytes -= bytes;
    this._requests -= 1;
  }
}
