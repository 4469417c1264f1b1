// A file from elsewhere is looked at in a process of its own: one that hangs, crashes or takes all memory
// ends with it.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Time for starting ONNX Runtime and eighteen runs. */
const kLimitMs = 60_000;
/** A larger file is not even read. */
const kMostBytes = 500_000_000;

/** What makes a file not worth opening; empty = nothing. */
export function unreadable(path: string): string {
  const about = statSync(path, { throwIfNoEntry: false });
  if (!about) return "there is no such file";
  if (!about.isFile()) return "it is no file";
  if (about.size > kMostBytes) return "it is far over 20 MB";
  return "";
}

/** Runs this command with `args` in another process; its exit status, or -1 if it did not come to an end. */
export function guarded(args: readonly string[]): number {
  const self = fileURLToPath(import.meta.url);
  const { status } = spawnSync(process.execPath, [self, ...args], {
    stdio: ["ignore", "inherit", "ignore"],
    timeout: kLimitMs,
    killSignal: "SIGKILL",
  });
  return status ?? -1;
}
