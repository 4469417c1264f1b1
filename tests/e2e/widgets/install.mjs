// Installs the lab's packages, if its lockfile is not the one they were installed from. They are in a
// folder of their own, so that nobody needs them who only builds.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const lock = readFileSync(join(here, "package-lock.json"), "utf8");
const stamp = join(here, "node_modules/.installed-from.json");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
  console.log("widgets: installing the lab's packages");
  const args = ["ci", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund"];
  const { status } = spawnSync("npm", args, { cwd: here, stdio: "inherit" });
  if (status !== 0) process.exit(1);
  writeFileSync(stamp, lock);
}
