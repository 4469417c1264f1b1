// The dependency rule: each folder uses itself and what its row in ARCHITECTURE.md names.
import assert from "node:assert/strict";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { filesBelow, read } from "./tree.mjs";

/** Folder -> folders it may use, from the table with the columns "folder" and "may use". */
function allowedUses(document) {
  const rows = document
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => line.split("|").slice(1, -1));
  const head = rows.findIndex((cells) => cells[0]?.trim() === "folder");
  const last = rows[head]?.length - 1;
  assert.equal(rows[head]?.[last]?.trim(), "may use", "ARCHITECTURE.md has no table of folders");
  const names = (cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
  return new Map(
    rows
      .slice(head + 2)
      .filter((cells) => cells.length === last + 1 && names(cells[0]).length === 1)
      .map((cells) => [names(cells[0])[0], names(cells[last])]),
  );
}

const allowed = allowedUses(read("ARCHITECTURE.md"));

/** The longest folder of the table that holds `path`. */
function folderOf(path) {
  for (let at = dirname(path); at !== "."; at = dirname(at)) if (allowed.has(at)) return at;
  return undefined;
}

/** Repository paths that a file includes or imports; packages and system headers are not ours. */
function usesOf(path, text) {
  const from = (pattern) => [...text.matchAll(pattern)].map(([, target]) => target);
  if (/\.(h|cpp|c)$/.test(path)) return from(/^\s*#\s*include\s+"([^"]+)"/gm);
  return from(/(?:\bfrom\s+|\bimport\s+|\bimport\()"([^"]+)"/g).flatMap((target) => {
    if (target.startsWith(".")) return [normalize(join(dirname(path), target))];
    if (target === "undertone") return ["tag/src/index.ts"];
    const [, workspace, rest] = /^@undertone\/(\w+)(.*)$/.exec(target) ?? [];
    return workspace ? [`${workspace}/${rest || "index.ts"}`] : [];
  });
}

function offences(path, text) {
  const folder = folderOf(path);
  if (folder === undefined) return [];
  return usesOf(path, text).filter((target) => {
    const used = folderOf(target);
    return used !== folder && !allowed.get(folder).includes(used);
  });
}

const sources = filesBelow().filter((path) => /\.(h|cpp|c|ts|tsx|mjs)$/.test(path));

test("each folder uses only what its row allows", () => {
  const found = sources.flatMap((path) =>
    offences(path, read(path)).map((target) => `${path} uses ${target}`),
  );
  assert.deepEqual(found, []);
});

test("the check sees an arrow that turns", () => {
  assert.deepEqual(offences("core/text/utf8.cpp", '#include "core/event/encode.h"\n'), [
    "core/event/encode.h",
  ]);
  assert.deepEqual(offences("wasm/codec.ts", 'import { init } from "../tag/src/index.ts";'), [
    "tag/src/index.ts",
  ]);
  assert.deepEqual(offences("wasm/codec.ts", 'await import("../tests/support/corpus.ts")'), [
    "tests/support/corpus.ts",
  ]);
  assert.deepEqual(offences("tag/src/index.ts", 'import type { Act } from "@undertone/wasm";'), []);
});

test("the rule has no circle", () => {
  const visiting = new Set();
  const visit = (folder) => {
    assert.ok(!visiting.has(folder), `${[...visiting, folder].join(" -> ")}`);
    visiting.add(folder);
    for (const used of allowed.get(folder) ?? []) visit(used);
    visiting.delete(folder);
  };
  for (const folder of allowed.keys()) visit(folder);
});

test("every folder with sources of the route has a row", () => {
  const strays = sources.filter(
    (path) => /^(core|wasm|tag|demo)\//.test(path) && folderOf(path) === undefined,
  );
  assert.deepEqual(strays, []);
  const folders = new Set(
    sources
      .filter((path) => path.startsWith("core/"))
      .map((path) => path.split("/").slice(0, -1).join("/")),
  );
  for (const folder of folders) {
    const known =
      allowed.has(folder) || (allowed.has(dirname(folder)) && dirname(folder) !== "core");
    assert.ok(known, `${folder} has no row in ARCHITECTURE.md`);
  }
});
