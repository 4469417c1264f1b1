// Builds the parts in route order. `node build.mjs` builds all; `node build.mjs wasm tag` only these.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL(".", import.meta.url));

const parts = {
  native: [
    ["cmake", "--preset", "release"],
    ["cmake", "--build", "--preset", "release", "--target", "undertone"],
  ],
  wasm: [["node", "wasm/build.mjs"]],
  tag: [["node", "tag/build.mjs"]],
  demo: [["node", "demo/build.mjs"]],
};

/** Runs a command; shows its output only if it fails. */
function step([command, ...args]) {
  const result = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout ?? ""}${result.stderr ?? result.error?.message ?? ""}`);
  console.error(`build: failed: ${command} ${args.join(" ")}`);
  process.exit(1);
}

const wanted = process.argv.slice(2);
for (const name of wanted) {
  if (!(name in parts)) {
    console.error(`build: there is no part ${name}; parts: ${Object.keys(parts).join(" ")}`);
    process.exit(2);
  }
}
for (const [name, steps] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const begin = performance.now();
  for (const words of steps) step(words);
  console.log(`build: ${name} (${((performance.now() - begin) / 1000).toFixed(1)} s)`);
}
