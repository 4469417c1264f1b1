// Child processes that never outlive the tests.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Starts a program; `fd3` makes its file descriptor 3 readable as `child.stdio[3]`. */
export function start(
  file: string,
  args: readonly string[],
  { env = {}, fd3 = false }: { env?: Record<string, string>; fd3?: boolean } = {},
): ChildProcess {
  const child = spawn(file, args, {
    env: { ...process.env, ...env },
    stdio: fd3 ? ["ignore", "ignore", "ignore", "pipe"] : "ignore",
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const patience = setTimeout(() => child.kill("SIGKILL"), 3000);
  await exited;
  clearTimeout(patience);
}

/** A port that was free a moment ago, for programs that cannot pick one themselves. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
