// Runs all tests, cheap ones first, and says at the end which failed.
//
//   npm test                     everything
//   npm test -- core tag         only these suites
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What hangs is a failure, not a wait without end. */
const TIMEOUT_MS = 600_000;

/** node:test over every `*.test.*` below `folder`. */
function nodeTests(folder, ...options) {
  const files = readdirSync(join(root, folder), { recursive: true })
    .filter((file) => /\.test\.(ts|mjs)$/.test(file) && !file.includes("node_modules"))
    .map((file) => join(folder, file))
    .sort();
  if (files.length === 0) throw new Error(`there are no tests in ${folder}`);
  const timeout = `--test-timeout=${TIMEOUT_MS}`;
  return ["node", "--import", "tsx", "--test", timeout, ...options, ...files];
}

const native = (preset) => [
  ["cmake", "--preset", preset],
  ["cmake", "--build", "--preset", preset],
  ["ctest", "--preset", preset, "--parallel", "2", "--progress"],
];

const suites = {
  lint: () => [
    ["npx", "biome", "check", "--error-on-warnings", "."],
    ["npx", "tsc", "-b"],
    ["node", "tests/checks/format.mjs"],
  ],
  core: () => native("release"),
  sanitizers: () => native("asan"),
  build: () => [["node", "build.mjs"]],
  checks: () => [nodeTests("tests/checks")],
  wasm: () => [nodeTests("tests/wasm")],
  tag: () => [nodeTests("tests/tag")],
  // Browsers share the machine with the servers they talk to: one file at a time.
  e2e: () => [nodeTests("tests/e2e", "--test-concurrency=1")],
  // Real widgets, from packages of their own.
  widgets: () => [
    ["node", "tests/e2e/widgets/install.mjs"],
    ...["chromium", "firefox", "webkit"].map((engine) => [
      "node",
      "--import",
      "tsx",
      "tests/e2e/widgets/lab.ts",
      engine,
    ]),
    ["node", "--import", "tsx", "tests/e2e/widgets/examples.ts"],
  ],
};

function run([command, ...args]) {
  console.log(`\n> ${[command, ...args].join(" ")}`);
  const result = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (result.error) console.error(result.error.message);
  return result.status === 0;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(`tests: no suite ${unknown.join(", ")}; suites: ${Object.keys(suites).join(" ")}`);
  process.exit(2);
}
const failed = [];
for (const [name, steps] of Object.entries(suites)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const begin = performance.now();
  const ok = steps().every(run);
  console.log(
    `\ntests: ${name} ${ok ? "passed" : "FAILED"} (${((performance.now() - begin) / 1000).toFixed(0)} s)`,
  );
  if (!ok) failed.push(name);
}
if (failed.length > 0) {
  console.error(`tests: failed: ${failed.join(", ")}`);
  process.exit(1);
}
