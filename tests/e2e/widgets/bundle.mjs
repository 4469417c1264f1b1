// Bundles the pages of the lab: each with its widget, from this folder's own packages.
import { readdirSync } from "node:fs";
import { join, parse } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
export const out = join(here, "../../../build/widgets");

/** A page that cannot be bundled is left out and named. */
export async function bundlePages(wanted) {
  const pages = readdirSync(join(here, "pages")).filter((file) =>
    wanted.includes(parse(file).name),
  );
  for (const page of pages) {
    await build({
      entryPoints: [join(here, "pages", page)],
      outfile: join(out, `${parse(page).name}.js`),
      bundle: true,
      format: "iife",
      target: "es2022",
      jsx: "automatic",
      minify: true,
      logLevel: "error",
      define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
      loader: {
        ".woff": "dataurl",
        ".woff2": "dataurl",
        ".ttf": "dataurl",
        ".svg": "dataurl",
        ".png": "dataurl",
        ".gif": "dataurl",
        ".mp3": "dataurl",
      },
    });
  }
}
