// Builds build/wasm/: undertone_scalar.wasm, undertone_simd.wasm, and undertone.js, the scalar
// module as plain JavaScript. Does only what is out of date.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const out = join(root, "build/wasm");

function run(command, ...args) {
  const result = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  if (result.status === 0) return result.stdout;
  process.stderr.write(`${result.stdout ?? ""}${result.stderr ?? ""}`);
  throw new Error(`${command} failed: ${result.error?.message ?? `status ${result.status}`}`);
}

const isOlder = (file, than) =>
  !existsSync(file) || statSync(file).mtimeMs < statSync(than).mtimeMs;

/**
 * wasm2js writes a module that imports its imports; a worker made from one script needs a function.
 * What stands between the imports and the exports is kept as it is.
 */
function instantiator(text) {
  const names = [];
  const body = text
    .replace(/^import \{ (\w+) \} from '(\w+)';$/gm, (_, name, from) => {
      names.push(`const ${name} = imports.${from}.${name};`);
      return "";
    })
    .replace(/^export var \w+ = retasmFunc\.\w+;$/gm, "");
  if (names.length === 0 || /^(import|export) /m.test(body)) {
    throw new Error("wasm2js writes another form than expected");
  }
  return `export function instantiate(imports) {\n${names.join("\n")}\n${body}\nreturn retasmFunc;\n}\n`;
}

if (!existsSync(join(out, "build.ninja"))) run("cmake", "--preset", "wasm");
run("cmake", "--build", "--preset", "wasm");

const scalar = join(out, "undertone_scalar.wasm");
// Of WebAssembly, as wasm/CMakeLists.txt has them; wasm2js writes them in terms of JavaScript.
const features = ["bulk-memory", "mutable-globals", "nontrapping-float-to-int", "sign-ext"].map(
  (feature) => `--enable-${feature}`,
);
const script = join(out, "undertone.js");
if (isOlder(script, scalar) || isOlder(script, fileURLToPath(import.meta.url))) {
  run("wasm2js", "-O2", ...features, scalar, "-o", join(out, "wasm2js.js"));
  const text = instantiator(readFileSync(join(out, "wasm2js.js"), "utf8"));
  writeFileSync(script, transformSync(text, { minify: true, target: "es2020" }).code);
}
