// The files of the repository as a person would list them: no build outputs, no packages.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

const skipped = new Set([".git", ".cache", "node_modules", "build", "dist"]);

/** Repository paths of all files below `folder`. */
export function filesBelow(folder = "") {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !skipped.has(entry.name))
    .flatMap((entry) => {
      const path = relative(root, join(root, folder, entry.name));
      return entry.isDirectory() ? filesBelow(path) : [path];
    })
    .sort();
}

export const read = (path) => readFileSync(join(root, path), "utf8");
