/**
 * Runs `work` if no other tab runs it now; false if one does. Where Web Locks are missing or
 * forbidden every tab runs it: the same events may then be sent twice, under the same ids.
 */
export async function withLock(name: string, work: () => Promise<void>): Promise<boolean> {
  const locks = globalThis.navigator?.locks;
  let granted: boolean | undefined;
  try {
    await locks?.request(name, { ifAvailable: true }, async (lock) => {
      granted = lock !== null;
      if (granted) await work();
    });
  } catch (error) {
    if (granted) throw error;
  }
  if (granted === undefined) await work();
  return granted !== false;
}
