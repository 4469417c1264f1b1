// `npx undertone score`: the native command, told where the deep model runs.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** In the repository, as seen from tag/dist/. */
const kNative = fileURLToPath(new URL("../../build/release/undertone", import.meta.url));

export async function score(args: readonly string[]): Promise<number> {
  const native = process.env.UNDERTONE_NATIVE ?? kNative;
  if (!existsSync(native)) {
    console.error(
      "undertone score: the native command is missing: npm run build, or set UNDERTONE_NATIVE to it",
    );
    return 2;
  }
  const env = { ...process.env, UNDERTONE_DEEP: fileURLToPath(import.meta.url) };
  const child = spawn(native, ["score", ...args], { stdio: "inherit", env });
  return new Promise((resolve) => {
    child.on("error", ({ message }) => {
      console.error(`undertone score: ${message}`);
      resolve(2);
    });
    child.on("exit", (status) => resolve(status ?? 2));
  });
}
