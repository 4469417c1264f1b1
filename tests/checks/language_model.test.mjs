// models/langid/model.bin is what its generator writes today.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "./tree.mjs";

test("models/langid/model.bin is model.json as its generator writes it", () => {
  const folder = mkdtempSync(join(tmpdir(), "undertone-langid-"));
  try {
    const fresh = join(folder, "model.bin");
    execFileSync("node", [join(root, "models/langid/pack.mjs"), fresh]);
    const kept = readFileSync(join(root, "models/langid/model.bin"));
    assert.ok(readFileSync(fresh).equals(kept), "stale: node models/langid/pack.mjs");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
