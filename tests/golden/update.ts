// Writes what the core makes of the golden conversations today. Read the difference before keeping it.
import { writeFileSync } from "node:fs";
import { Engine } from "../../wasm/index.ts";
import { fileOf, hexOf, names, stepsOf } from "../support/golden.ts";
import { languages } from "../support/models.ts";
import { wasmFile } from "../wasm/modules.ts";

const engine = await Engine.load(wasmFile("scalar"));
engine.loadModel(languages);
for (const name of names) {
  const conversation = engine.newConversation();
  const outputs = stepsOf(name).map(({ input, text }) => engine.push(conversation, input, text));
  writeFileSync(fileOf(name, "hex"), outputs.map(({ bytes }) => `${hexOf(bytes)}\n`).join(""));
  const events = outputs.map((output) => output.events);
  writeFileSync(fileOf(name, "events.json"), `${JSON.stringify(events, null, 2)}\n`);
}
