// Bundles the page and the server into demo/dist.
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = join(here, "dist");
rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, "public"), { recursive: true });

/** Every word that may stand in an event, for the page's own search through what left. */
function vocabulary() {
  const schema = JSON.parse(readFileSync(join(here, "../core/event/schema.json"), "utf8"));
  const fields = [schema.envelope, ...schema.events].flatMap((group) => group.fields);
  const names = fields.flatMap(({ name, attribute = `chat.${name}`, type, of }) => {
    const counted = type === "counts" ? schema.enums[of].values : [];
    return [name, attribute, ...counted.map((value) => `${attribute}.${value}`)];
  });
  const values = Object.values(schema.enums).flatMap((list) => list.values);
  return [...new Set([...names, ...values, ...schema.events.map(({ name }) => `chat.${name}`)])];
}

await build({
  entryPoints: [join(here, "server/serve.ts")],
  outfile: join(out, "server.js"),
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  packages: "external",
});

const page = (name) => [
  { in: join(here, name, "main.tsx"), out: name },
  { in: join(here, name, "style/main.css"), out: name },
];
await build({
  entryPoints: [...page("playground"), ...page("dashboard")],
  outdir: join(out, "public"),
  entryNames: "[name]",
  assetNames: "fonts/[name]",
  bundle: true,
  minify: true,
  target: "es2022",
  format: "esm",
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".woff2": "file" },
  define: { kVocabulary: JSON.stringify(vocabulary()) },
});
cpSync(join(here, "playground/index.html"), join(out, "public/index.html"));
cpSync(join(here, "dashboard/dashboard.html"), join(out, "public/dashboard.html"));
cpSync(join(here, "shared/icon.svg"), join(out, "public/icon.svg"));
