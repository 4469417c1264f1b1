// Builds tag/dist/:
//   undertone.js                       the script tag
//   undertone-capture.js               what watches the page, added by it at once
//   undertone-engine-{simd,scalar,js}.js, undertone-model-<language>.js   added by it when idle
//   undertone-inspector.js, undertone-inspector-js.js   the core in the page, where a site asks for it
//   undertone-deep.js, undertone-ort.wasm, undertone-deep-en.onnx
//                                      the deep tier, added by it where a site asks for that
//   undertone-ort-whole.wasm           its runtime for models of a site's own
//   undertone-worker.js, undertone-deep-worker.js   for sites that host the worker themselves
//   index.js, types/                   the package for bundlers
// and prints what each weighs. `node tag/build.mjs page` leaves engines and models out.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { minify } from "terser";
import { mangled, mangledInCapture } from "./mangle.mjs";
import { runtimePath, sha256, trimmedRuntime } from "./runtime/trim.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const source = join(root, "tag/src");
const dist = join(root, "tag/dist");
const core = join(root, "build/wasm");

const common = {
  bundle: true,
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
  minify: true,
  target: "es2020",
  legalComments: "none",
  logLevel: "error",
  write: false,
  alias: {
    "undertone-core-js": join(core, "undertone.js"),
    "undertone-core-simd": join(core, "undertone_simd.wasm"),
    "undertone-core-scalar": join(core, "undertone_scalar.wasm"),
    "undertone-languages": join(root, "models/langid/model.bin"),
    "undertone-names": join(root, "models/names/model.bin"),
    "undertone-english": join(root, "models/en/model.bin"),
    "undertone-pieces": join(core, "undertone_pieces.wasm"),
    "undertone-deep-pieces": join(root, "models/deep/en/pieces.bin"),
    "undertone-deep-model": join(root, "models/deep/en/model.json"),
  },
  loader: { ".wasm": "binary", ".bin": "binary" },
};

// Browsers of 2020 and later: Chromium 85, Firefox 79, Safari 14.
const page = { ...common, target: "es2021", mangleProps: mangled };

async function bundle(entry, options) {
  const { outputFiles } = await build({ ...options, entryPoints: [join(source, entry)] });
  return outputFiles[0].text;
}

/** What a page loads at once is minified a second time: Terser finds 4 % that esbuild leaves. */
async function pageBundle(entry, options, compress) {
  const { code } = await minify(await bundle(entry, { ...page, ...options }), {
    ecma: 2020,
    module: options.format === "esm",
    compress: {
      unsafe: true,
      passes: 6,
      keep_fargs: false,
      lhs_constants: false,
      unsafe_arrows: true,
      unsafe_methods: true,
      unsafe_regexp: true,
      pure_getters: true,
      ...compress,
    },
    mangle: { toplevel: true },
  });
  return code;
}

const base64 = (file) => readFileSync(file).toString("base64");

/** A classic script that hands the tag an engine; a module may import it, too. */
async function engineScript(entry, engineName, wasm) {
  const worker = { ...common, format: "iife", define: { engineName: JSON.stringify(engineName) } };
  const define = {
    workerSource: JSON.stringify(await bundle(entry, worker)),
    wasmBase64: wasm ? JSON.stringify(wasm) : "undefined",
  };
  return bundle("worker/enginePart.ts", { ...common, format: "iife", define });
}

/** The same for a model. */
const modelScript = (part) =>
  `(self.undertoneParts=self.undertoneParts||[]).push(${JSON.stringify(part)});\n`;

const files = {
  "undertone.js": await pageBundle("script.ts", { format: "iife" }, { inline: 1 }),
  "undertone-capture.js": await pageBundle(
    "capture/part.ts",
    { format: "iife", mangleProps: mangledInCapture },
    { hoist_funs: true, unsafe_comps: true, if_return: false, passes: 1, arrows: false },
  ),
  "index.js": await pageBundle("index.ts", { format: "esm", external: ["./undertone-*"] }),
};

async function addEngines() {
  files["undertone-worker.js"] = await bundle("worker/hostedWorker.ts", {
    ...common,
    format: "iife",
  });
  files["undertone-engine-js.js"] = await engineScript("worker/jsWorker.ts", "js");
  for (const kind of ["simd", "scalar"]) {
    files[`undertone-engine-${kind}.js`] = await engineScript(
      "worker/wasmWorker.ts",
      `wasm_${kind}`,
      base64(join(core, `undertone_${kind}.wasm`)),
    );
  }
}

async function addInspector() {
  const options = { ...common, format: "iife" };
  files["undertone-inspector.js"] = await bundle("inspector/wasmPart.ts", options);
  files["undertone-inspector-js.js"] = await bundle("inspector/jsPart.ts", options);
}

/** Files of the deep tier that are fetched, not scripts. */
const fetched = () => ({
  "undertone-ort.wasm": trimmedRuntime(),
  "undertone-ort-whole.wasm": readFileSync(runtimePath),
  "undertone-deep-en.onnx": readFileSync(join(root, "models/deep/en/model.onnx")),
});

async function addDeep() {
  const worker = await bundle("deep/worker/worker.ts", {
    ...common,
    format: "iife",
    // ONNX Runtime asks where it was loaded from, and for Node's modules where there is a Node.
    define: { "import.meta.url": '""' },
    external: ["module", "worker_threads", "node:*"],
  });
  Object.assign(files, fetched());
  const checksum = (name) => JSON.stringify(sha256(files[name]));
  const define = {
    workerSource: JSON.stringify(worker),
    runtimeSha256: checksum("undertone-ort.wasm"),
    wholeRuntimeSha256: checksum("undertone-ort-whole.wasm"),
    modelSha256: checksum("undertone-deep-en.onnx"),
  };
  files["undertone-deep-worker.js"] = worker;
  files["undertone-deep.js"] = await bundle("deep/part.ts", { ...common, format: "iife", define });
}

/** The command of the package, for Node. */
async function addCommand() {
  const text = await bundle("node/command.ts", {
    ...common,
    format: "esm",
    platform: "node",
    target: "node20",
  });
  files["command.mjs"] = `#!/usr/bin/env node\n${text}`;
}

/** One script for each models/<language>/model.bin; what tells them apart is in the engines. */
function addModels() {
  const folder = join(root, "models");
  for (const language of existsSync(folder) ? readdirSync(folder) : []) {
    const file = join(folder, language, "model.bin");
    if (["langid", "names", "deep"].includes(language) || !existsSync(file)) continue;
    const part = { part: "model", language, bytes: base64(file) };
    files[`undertone-model-${language}.js`] = modelScript(part);
  }
}

if (process.argv[2] !== "page") {
  await addEngines();
  await addInspector();
  await addDeep();
  await addCommand();
  addModels();
}

/** What index.d.ts leads to. */
const helpers = ["assistantUi", "deepChat", "follow", "react", "vue", "webChat"];
const publicTypes = [
  ...["index", "init", "options", "undertone", "formats/format", "event/seal"],
  ...[...helpers.map((name) => `helpers/${name}`), "inspector/inspector"],
  ...["deep/options", "deep/protocol"],
];

/** Declarations for bundlers' users, without the repository's package and file names. */
function copyTypes() {
  const types = join(root, "build/types");
  const tsc = spawnSync("npx", ["tsc", "-b", "tag/tsconfig.page.json"], { cwd: root });
  if (tsc.status !== 0) throw new Error(`tsc failed:\n${tsc.stdout}`);
  const wanted = [
    ...publicTypes.map((name) => [join(types, "tag/tag/src"), "tag", `${name}.d.ts`]),
    ...readdirSync(join(root, "wasm"), { recursive: true })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => [join(types, "wasm"), "wasm", name.replace(/\.ts$/, ".d.ts")]),
  ];
  for (const [from, to, file] of wanted) {
    const up = "../".repeat(file.split("/").length);
    const text = readFileSync(join(from, file), "utf8")
      .replaceAll('"@undertone/wasm"', `"${up}wasm/index.js"`)
      .replace(/(from |import\()"(\.[^"]*)\.ts"/g, '$1"$2.js"');
    mkdirSync(dirname(join(dist, "types", to, file)), { recursive: true });
    writeFileSync(join(dist, "types", to, file), text);
  }
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
for (const [name, text] of Object.entries(files)) writeFileSync(join(dist, name), text);
copyTypes();

console.log("file                          bytes     gzip   brotli");
for (const [name, text] of Object.entries(files)) {
  const sizes = [Buffer.byteLength(text), gzipSync(text, { level: 9 }).length];
  // The best quality takes half a minute for the runtime, and gains nothing to speak of.
  const quality = sizes[0] > 1e6 ? 9 : 11;
  sizes.push(
    brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }).length,
  );
  console.log(name.padEnd(25) + sizes.map((size) => String(size).padStart(9)).join(""));
}
