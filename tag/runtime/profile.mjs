// Finds the functions of ONNX Runtime that our model runs and writes used_functions.txt: V8 compiles a function
// when it is first called, and tells of it. After a new ONNX Runtime, or a model with other operators:
//
//   node tag/runtime/profile.mjs
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runtimePath, sha256, usedPath } from "./trim.mjs";

const walk = fileURLToPath(new URL("walk.mjs", import.meta.url));
const flags = ["--wasm-lazy-compilation", "--trace-wasm-compilation-times"];
const { status, stdout, stderr } = spawnSync("node", [...flags, walk, runtimePath], {
  encoding: "utf8",
  maxBuffer: 1e9,
});
if (status !== 0) throw new Error(stderr);

const numbers = [...stdout.matchAll(/^Compiled function \S+#(\d+) /gm)].map(([, n]) => Number(n));
const used = [...new Set(numbers)].sort((a, b) => a - b);
if (used.length === 0) throw new Error("this Node does not tell which functions it compiles");
const ranges = [];
for (const number of used) {
  const last = ranges.at(-1);
  if (last && last[1] === number - 1) last[1] = number;
  else ranges.push([number, number]);
}
const words = ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
const lines = [sha256(readFileSync(runtimePath))];
for (let i = 0; i < words.length; i += 16) lines.push(words.slice(i, i + 16).join(" "));
writeFileSync(usedPath, `${lines.join("\n")}\n`);
console.log(`${used.length} functions`);
