// What both scripts of the inspector hand the tag: the core, and what finds names.
import { Engine, type EngineSource } from "@undertone/wasm";
import names from "undertone-names";
import type { InspectorPart, Part } from "../worker/protocol.ts";
import { inspectorOf } from "./inspector.ts";

type Open = InspectorPart["open"];

/** `otherwise` is asked where this form of the core cannot run. */
export function offer(source: EngineSource, otherwise?: Open): void {
  const scope = globalThis as { undertoneParts?: Part[] };
  scope.undertoneParts ??= [];
  scope.undertoneParts.push({
    part: "inspector",
    async open(onError, load) {
      try {
        const engine = await Engine.load(source);
        engine.loadModel(names);
        return inspectorOf((text) => engine.inspect(text), onError);
      } catch (error) {
        if (!otherwise) throw error;
        return otherwise(onError, load);
      }
    },
  });
}
