// What tag/build.mjs puts in for the modules of build/wasm/ and for models/.
declare module "undertone-core-js" {
  import type { EngineSource } from "@undertone/wasm";
  export const instantiate: Extract<EngineSource, (...args: never[]) => unknown>;
}
declare module "undertone-core-simd" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
declare module "undertone-core-scalar" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
/** The model that tells the languages apart. */
declare module "undertone-languages" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
/** The module that splits text for deep models, and their vocabulary. */
declare module "undertone-pieces" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
declare module "undertone-deep-pieces" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
/** The model that finds names and addresses. */
declare module "undertone-names" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
