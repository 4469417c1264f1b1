// clang-format over every C++ file that git knows: reports, or with --write repairs.
import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.h", "*.cpp"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file && !file.includes(".gen."));
const mode = process.argv.includes("--write") ? ["-i"] : ["--dry-run", "-Werror"];
const result = spawnSync("clang-format", [...mode, ...files], { cwd: root, stdio: "inherit" });
if (result.error) console.error(`format: cannot run clang-format: ${result.error.message}`);
process.exit(result.status ?? 1);
