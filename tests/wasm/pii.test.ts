// Personal data in sentences made from the public grammar of each kind, and in messages that hold none.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Engine } from "../../wasm/index.ts";
import { plainMessages } from "../bench/pii/plain.ts";
import {
  hiddenEmail,
  keyworded,
  likeSecrets,
  type Sentence,
  secrets,
  sentences,
  validated,
} from "../bench/pii/sentences.ts";
import { names } from "../support/models.ts";
import { sources } from "./modules.ts";

const engine = await Engine.load(sources.wasm_simd);
engine.loadModel(names);

/** An entity of the type covers the value, all but the signs around an address. */
function found({ text, type, value }: Sentence): boolean {
  const core = type === "EMAIL_ADDRESS" ? value.replace(/^(<|mailto:)|>$/g, "") : value;
  const begin = text.indexOf(core);
  return engine
    .inspect(text)
    .some((e) => e.type === type && e.begin <= begin && e.end >= begin + core.length);
}

function checkRecall(set: readonly Sentence[], least: number): void {
  const missed = set.filter((sentence) => !found(sentence));
  const report = missed.map(({ type, text }) => `${type} ${JSON.stringify(text)}`).join("\n");
  assert.ok(1 - missed.length / set.length >= least, `missed:\n${report}`);
}

function checkAlarms(texts: readonly string[], most: number): void {
  const wrong = texts.filter((text) => engine.inspect(text).length > 0);
  assert.ok(wrong.length / texts.length <= most, `found something in:\n${wrong.join("\n")}`);
}

test("validated types are found wherever they stand", () => {
  checkRecall(sentences(validated, 20), 0.985);
});
test("every validated type is found", () => {
  for (const kind of validated) checkRecall(sentences([kind], 40), 0.75);
});
test("keys and passwords are found", () => checkRecall(sentences(secrets, 60), 0.95));
test("hidden addresses of mail are found", () => checkRecall(sentences([hiddenEmail], 100), 0.97));
test("numbers beside their word are found", () => checkRecall(sentences(keyworded, 30), 0.95));
test("plain messages hold nothing", () => checkAlarms(plainMessages(1000), 0.005));
test("what looks like a secret is none", () => checkAlarms(likeSecrets(300), 0.02));
