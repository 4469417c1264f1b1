/** Runs `fail` when the worker throws; what it throws is no error of the page. */
export function onFailure(worker: Worker, fail: () => void): void {
  worker.onerror = worker.onmessageerror = (event: Event) => {
    event.preventDefault();
    fail();
  };
}
