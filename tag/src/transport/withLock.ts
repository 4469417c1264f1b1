/**
 * Runs `work` if no other tab runs it now; false if one does. Browsers without Web Locks run it in
 * every tab: the same events may then be sent twice, under the same ids.
 */
export async function withLock(name: string, work: () => Promise<void>): Promise<boolean> {
  const locks = globalThis.navigator?.locks;
  if (!locks) return work().then(() => true);
  return locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
    return lock !== null;
  });
}
