// The shipped model files.
import { readFileSync } from "node:fs";
import type { Engine } from "../../wasm/index.ts";

const fileOf = (folder: string): Uint8Array =>
  readFileSync(new URL(`../../models/${folder}/model.bin`, import.meta.url));

/** What tells the languages apart. */
export const languages = fileOf("langid");
/** What finds names and addresses. */
export const names = fileOf("names");
export const english = fileOf("en");

/** Loads all. */
export function loadModels(engine: Engine): void {
  engine.loadModel(languages);
  engine.loadModel(names);
  engine.loadModel(english);
}
