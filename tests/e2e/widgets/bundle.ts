// Bundles the pages of the lab: each with its widget, from this folder's own packages.
import { readdirSync } from "node:fs";
import { join, parse } from "node:path";
import { fileURLToPath } from "node:url";
// The lab has an older one among its packages.
import { build } from "../../../node_modules/esbuild/lib/main.js";

const here = fileURLToPath(new URL(".", import.meta.url));
export const out = join(here, "../../../build/widgets");

/** Some packages build themselves when they are installed, which the lab does not let them: what they
 *  are built from is installed, too. */
const alias = {
  undertone: join(here, "../../../tag/dist/index.js"),
  "p-defer-es5": "p-defer",
  "markdown-it-attrs-es5": "markdown-it-attrs",
  "abort-controller-es5": "abort-controller",
  punycode: "punycode.js",
};

/** Pages whose widget needs a React of its own time. */
const kOldReact = /^web_chat/;
const oldReact = { react: "react-16", "react-dom": "react-dom-16" };

const assets = [".woff", ".woff2", ".ttf", ".svg", ".png", ".gif", ".mp3"];

/** Bundles <folder>/<name>.* for each of `names`. */
export async function bundlePages(names: readonly string[], folder = "pages"): Promise<void> {
  const pages = readdirSync(join(here, folder)).filter((file) => names.includes(parse(file).name));
  for (const page of pages) {
    await build({
      entryPoints: [join(here, folder, page)],
      outfile: join(out, `${parse(page).name}.js`),
      absWorkingDir: here,
      bundle: true,
      format: "iife",
      target: "esnext",
      jsx: "automatic",
      minify: true,
      logLevel: "silent",
      // The tag's engines are scripts of their own.
      external: ["./undertone-*"],
      alias: kOldReact.test(page) ? { ...alias, ...oldReact } : alias,
      define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
      loader: Object.fromEntries(assets.map((ending) => [ending, "dataurl"])),
    });
  }
}
