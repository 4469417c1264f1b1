// The package `undertone` for bundlers.
export type * from "@undertone/wasm";
export type * from "./formats/format.ts";
export { init } from "./init.ts";
export type * from "./options.ts";
export type * from "./undertone.ts";
