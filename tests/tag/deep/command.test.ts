// `npx undertone`: logs are scored as in a browser.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const model = at("models/deep/en/model.onnx");
const folder = mkdtempSync(join(tmpdir(), "undertone-deep-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: string[], input = "") =>
  spawnSync("node", [at("tag/dist/command.mjs"), ...args], { input, encoding: "utf8" });

describe("undertone deep", () => {
  const said = ["hello", "this is not what I hoped for, but whatever"];
  const row = { id: "c", messages: said.map((text) => ({ role: "user", text })) };

  it("adds to doubtful turns what `undertone score` then takes", () => {
    const { status, stdout, stderr } = run(["deep"], `${JSON.stringify(row)}\n`);
    assert.equal(status, 0, stderr);
    const { messages } = JSON.parse(stdout);
    assert.equal(messages[0].deep, undefined);
    assert.equal(messages[1].deep.length, 35);
    const scored = spawnSync(at("build/release/undertone"), ["score"], { input: stdout });
    const told = JSON.parse(scored.stdout.toString()).messages;
    assert.equal(told[0].tier, undefined);
    assert.equal(told[1].tier, "deep");
  });

  it("passes on what it cannot read, and text as it is", () => {
    const lines =
      '{broken\n{"messages":[{"role":"user","text":"thanks\u2028bye"}],"id":12345678901234567890}\nno end';
    const { status, stdout, stderr } = run(["deep"], lines);
    assert.equal(status, 0, stderr);
    assert.equal(stdout, lines);
  });

  it("leaves an id of many digits as it is where a turn is doubtful", () => {
    const line = JSON.stringify({ ...row, id: 0 }).replace('"id":0', '"id":12345678901234567890');
    const { stdout } = run(["deep"], `\ufeff${line}\r\n`);
    const scored = spawnSync(at("build/release/undertone"), ["score"], { input: stdout });
    const told = scored.stdout.toString();
    assert.match(told, /"id": ?12345678901234567890\b/);
    assert.equal(JSON.parse(told).messages[1].tier, "deep");
  });

  it("goes on after a message without text, and knows the roles that scoring knows", () => {
    const empty = { messages: [{ role: "user", text: null }] };
    const told = { messages: [{ role: "developer", text: "be kind" }, ...row.messages] };
    const { stdout } = run(
      ["deep"],
      [empty, told].map((one) => `${JSON.stringify(one)}\n`).join(""),
    );
    const last = JSON.parse(stdout.split("\n")[1] ?? "").messages;
    assert.equal(last[2].deep.length, 35);
  });

  it("ends without a word when nobody reads on", () => {
    const lines = `${JSON.stringify({ messages: [] })}\n`.repeat(30_000);
    const command = `node "$0" deep | head -n 1`;
    const { status, stderr } = spawnSync("bash", ["-c", command, at("tag/dist/command.mjs")], {
      input: lines,
      encoding: "utf8",
    });
    assert.deepEqual([status, stderr], [0, ""]);
  });

  it("refuses what it does not know, and tells its version", () => {
    assert.equal(run(["deep", "--modle", "x"]).status, 2);
    assert.match(run(["--version"]).stdout, /^undertone \d+\.\d+\.\d+\n$/);
  });

  it("says when the model is none", () => {
    const { status, stderr } = run(["deep", "--deep", at("package.json")], "");
    assert.equal(status, 2);
    assert.match(stderr, /is no deep model/);
  });
});

describe("undertone score --deep", () => {
  const native = (args: string[], input = "", env = {}) =>
    spawnSync(at("build/release/undertone"), ["score", ...args], {
      input,
      encoding: "utf8",
      env: { ...process.env, ...env },
    });
  const row = (text: string) => `${JSON.stringify({ messages: [{ role: "user", text }] })}\n`;
  const rows = row("hello") + row("this is not what I hoped for, but whatever");
  const tiers = (text: string) =>
    text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line).messages?.[0].tier ?? "core");

  it("scores doubtful turns by both models, from a pipe or a file, by npx or native", () => {
    const piped = native(["--deep", model], rows);
    assert.equal(piped.status, 0, piped.stderr);
    assert.deepEqual(tiers(piped.stdout), ["core", "deep"]);
    const file = join(folder, "chats.jsonl");
    writeFileSync(file, rows);
    const wrapped = run(["score", "--deep", model, file]);
    assert.equal(wrapped.status, 0, wrapped.stderr);
    assert.equal(wrapped.stdout, piped.stdout);
  });

  it("reports a malformed line once, and scores the others", () => {
    const { status, stdout, stderr } = native(["--deep", model], `{broken\n${rows}`);
    assert.equal(status, 1);
    assert.equal(stderr, "undertone: line 1: not valid JSON\n");
    assert.deepEqual(tiers(stdout), ["core", "core", "deep"]);
  });

  it("says what is missing", () => {
    const noModel = native(["--deep", join(folder, "none.onnx")]);
    assert.equal(noModel.status, 2);
    assert.match(noModel.stderr, /none\.onnx: No such file/);
    const noWrapper = native(["--deep", model], "", { UNDERTONE_DEEP: join(folder, "none.mjs") });
    assert.equal(noWrapper.status, 2);
    assert.match(noWrapper.stderr, /npx undertone score --deep /);
    const noNode = native(["--deep", model], rows, { PATH: folder });
    assert.equal(noNode.status, 1);
    assert.match(noNode.stderr, /node: No such file/);
    const noDeepModel = native(["--deep", at("package.json")], rows);
    assert.equal(noDeepModel.status, 1);
    assert.match(noDeepModel.stderr, /could not be run/);
  });
});
