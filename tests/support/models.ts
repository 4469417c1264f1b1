// The shipped model files.
import { readFileSync } from "node:fs";
import type { Engine } from "../../wasm/index.ts";

const fileOf = (folder: string): Uint8Array =>
  readFileSync(new URL(`../../models/${folder}/model.bin`, import.meta.url));

/** What tells the languages apart. */
export const languages = fileOf("langid");
export const english = fileOf("en");

/** Loads both. */
export function loadModels(engine: Engine): void {
  engine.loadModel(languages);
  engine.loadModel(english);
}
