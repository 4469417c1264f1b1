import type { Options } from "./options.ts";
import { type LoadScript, start } from "./start.ts";
import type { Undertone } from "./undertone.ts";

/** The lazy scripts as modules: bundlers split and serve them. Each name is written out. */
const modules: Record<string, () => Promise<unknown>> = {
  // @ts-expect-error built beside this module
  "undertone-capture": () => import("./undertone-capture.js"),
  // @ts-expect-error built beside this module
  "undertone-engine-simd": () => import("./undertone-engine-simd.js"),
  // @ts-expect-error built beside this module
  "undertone-engine-scalar": () => import("./undertone-engine-scalar.js"),
  // @ts-expect-error built beside this module
  "undertone-engine-js": () => import("./undertone-engine-js.js"),
  // @ts-expect-error built beside this module
  "undertone-inspector": () => import("./undertone-inspector.js"),
  // @ts-expect-error built beside this module
  "undertone-inspector-js": () => import("./undertone-inspector-js.js"),
  // @ts-expect-error built beside this module
  "undertone-deep": () => import("./undertone-deep.js"),
  // @ts-expect-error built beside this module
  "undertone-model-en": () => import("./undertone-model-en.js"),
};

const load: LoadScript = (name) =>
  modules[name]?.() ?? Promise.reject(new Error("there is no such script"));

/** Starts a tag; throws only if the options cannot work (no app, no collector, unknown format). */
export const init = (options: Options): Undertone => start(options, load);
