// `undertone check-model`: says what is wrong with a file, whatever the file is.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { checkModel } from "../../../tag/src/node/checkModel.ts";
import { loadRuntime } from "../../../tag/src/node/session.ts";
import { byLength, ids, type Node, onnx, scores, type Value } from "../../support/onnx.ts";

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const ours = at("models/deep/en/model.onnx");
const folder = mkdtempSync(join(tmpdir(), "undertone-check-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const check = (...args: string[]) =>
  spawnSync("node", [at("tag/dist/command.mjs"), "check-model", ...args], {
    encoding: "utf8",
    timeout: 60_000,
  });
const runtime = await loadRuntime();
const problemsOf = async (bytes: Uint8Array, labels: string[] = []) =>
  (await checkModel(runtime, 8016, bytes, labels)).problems.join("\n");

/** Numbers as floats, then their softmax. */
const soft: Node[] = [
  { op: "Cast", inputs: ["input_ids"], output: "floats", ints: { to: 1 } },
  { op: "Softmax", inputs: ["floats"], output: "scores", ints: { axis: 1 } },
];
const spread: Value = { ...scores, shape: [1, "n"] };

/** Looks pieces up in a table that has so many. */
const rows = (count: number): Buffer =>
  onnx(
    [ids],
    [spread],
    [{ op: "Gather", inputs: ["table", "input_ids"], output: "scores" }],
    [{ name: "table", type: "float", shape: [count], values: new Array(count).fill(0.5) }],
  );

describe("undertone check-model", () => {
  it("is content with our own model, but for other labels", () => {
    const { status, stdout } = check(ours);
    assert.equal(status, 0, stdout);
    assert.match(stdout, /^sha256 [0-9a-f]{64}$/m);
    assert.match(stdout, /^good$/m);
    assert.match(
      check(ours, "--labels", "a,b").stdout,
      /wrong: 37 scores for 2 labels.*\nnot usable/,
    );
  });

  it("is content with one of two labels", async () => {
    assert.equal(await problemsOf(byLength(8), ["long", "short"]), "");
  });

  const broken = readFileSync(ours).subarray(0, 5000);
  for (const [what, bytes, expected, labels = []] of [
    ["nothing", Buffer.alloc(0), /cannot read it/],
    ["a page that says 404", Buffer.from("<!doctype html><h1>404</h1>"), /cannot read it/],
    ["a file that breaks off", broken, /cannot read it/],
    [
      "an operator that there is not",
      onnx([ids], [scores], [{ op: "No", inputs: ["input_ids"], output: "scores" }]),
      /cannot read it/,
    ],
    [
      "another input",
      onnx(
        [{ ...ids, name: "x" }],
        [spread],
        [{ op: "Cast", inputs: ["x"], output: "scores", ints: { to: 1 } }],
      ),
      /inputs are x: /,
    ],
    [
      "a second input",
      onnx([ids, { ...ids, name: "mask" }], [spread], soft),
      /inputs are input_ids, mask: /,
    ],
    [
      "another output",
      onnx([ids], [{ ...spread, name: "floats" }], soft.slice(0, 1)),
      /outputs are floats: /,
    ],
    [
      "an input of floats",
      onnx([{ ...ids, type: "float" }], [spread], soft),
      /input_ids is float32: make it int64/,
    ],
    [
      "an input of a fixed length",
      onnx([{ ...ids, shape: [1, 16] }], [spread], soft),
      /fixed to 16 pieces/,
    ],
    [
      "scores that are whole numbers",
      onnx(
        [ids],
        [{ ...spread, type: "int64" }],
        [{ op: "Identity", inputs: ["input_ids"], output: "scores" }],
      ),
      /scores is int64: make it float/,
    ],
    [
      "scores that are no probabilities",
      onnx(
        [ids],
        [spread],
        soft.slice(0, 1).map((one) => ({ ...one, output: "scores" })),
      ),
      /no probabilities/,
    ],
    [
      "scores of another shape",
      onnx(
        [ids],
        [{ ...scores, shape: ["n"] }],
        [
          ...soft.slice(0, 1),
          { op: "Softmax", inputs: ["floats"], output: "s", ints: { axis: 1 } },
          { op: "Squeeze", inputs: ["s"], output: "scores" },
        ],
      ),
      /have the shape \(2\)/,
    ],
    ["fewer scores than labels", byLength(8), /2 scores for 3 labels/, ["a", "b", "c"]],
    ["a label twice", byLength(8), /a label is there twice/, ["a", "a"]],
    ["a table of fewer pieces than there are", rows(500), /table of pieces 8016 rows/],
    [
      "too large a file",
      Buffer.concat([
        byLength(8),
        Buffer.from([0x32, 0x80, 0xda, 0xc4, 0x09]),
        Buffer.alloc(20_000_000),
      ]),
      /over 20 MB/,
    ],
  ] as readonly [string, Uint8Array, RegExp, string[]?][]) {
    it(`says what is wrong with ${what}`, async () => {
      assert.match(await problemsOf(bytes, [...labels]), expected);
    });
  }

  it("opens nothing that is no file or vast", () => {
    assert.equal(check(join(folder, "missing")).status, 2);
    assert.equal(check(folder).status, 2);
    assert.equal(check("/dev/null").status, 2);
    const vast = join(folder, "vast.onnx");
    writeFileSync(vast, "");
    truncateSync(vast, 600_000_000);
    assert.match(check(vast).stderr, /far over 20 MB/);
    assert.equal(check().status, 2);
  });
});
