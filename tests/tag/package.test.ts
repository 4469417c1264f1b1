// The package as a bundler's user meets it: types that stand alone, and a bundle that splits.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));
let folder: string;

before(() => {
  mkdirSync(join(root, "build"), { recursive: true });
  folder = mkdtempSync(join(root, "build/consumer-"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(root, "tag"), join(folder, "node_modules/undertone"));
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        noEmit: true,
        strict: true,
        target: "es2022",
        module: "esnext",
        moduleResolution: "bundler",
        lib: ["es2022", "dom"],
        types: [],
      },
      files: ["main.ts"],
    }),
  );
  writeFileSync(
    join(folder, "main.ts"),
    `import { init, type SignalEvent, type Undertone } from "undertone";
const tag: Undertone = init({
  app: "support-bot",
  collector: { url: "https://collector.example/v1/logs", format: "otlp" },
  bot: { model: "m-1", variant: "B" },
  beforeSend: (event: SignalEvent) => (event.kind === "moment" ? event : null),
});
tag.user("text");
tag.assistant("text", { latencyMs: 900 });
const stop = tag.on("moment", (event) => {
  if (event.moment === "frustration_spike") stop();
});
// @ts-expect-error there is no such moment
tag.on("moment", (event) => event.moment === "full_moon");
`,
  );
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("types need nothing but the package", () => {
  const tsc = join(root, "node_modules/.bin/tsc");
  const { status, stdout } = spawnSync(tsc, ["-p", folder], { encoding: "utf8" });
  assert.equal(status, 0, stdout);
});

test("a bundler puts engine and model into files of their own", async () => {
  const { metafile } = await build({
    entryPoints: [join(folder, "main.ts")],
    bundle: true,
    splitting: true,
    format: "esm",
    outdir: join(folder, "out"),
    preserveSymlinks: true,
    metafile: true,
    write: false,
  });
  const names = Object.keys(metafile.outputs).join(" ");
  for (const part of ["engine-simd", "engine-scalar", "engine-js"]) {
    assert.match(names, new RegExp(`undertone-${part}`));
  }
});
