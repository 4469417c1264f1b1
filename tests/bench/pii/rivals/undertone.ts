// Ours, as a page has it: Wasm in Node, with the model of names.
import { Engine } from "../../../../wasm/index.ts";
import { names } from "../../../support/models.ts";
import { sources } from "../../../wasm/modules.ts";
import type { Redact } from "../rival.ts";

const engine = await Engine.load(sources.wasm_simd);
engine.loadModel(names);

export const redact: Redact = (text) => {
  let out = "";
  let from = 0;
  for (const { begin, end, type } of engine.inspect(text)) {
    out += `${text.slice(from, begin)}[${type}]`;
    from = end;
  }
  return out + text.slice(from);
};
