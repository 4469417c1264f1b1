// The package `undertone` for bundlers.
export type * from "@undertone/wasm";
export type * from "./formats/format.ts";
export * from "./helpers/assistantUi.ts";
export * from "./helpers/deepChat.ts";
export * from "./helpers/follow.ts";
export * from "./helpers/react.ts";
export * from "./helpers/vue.ts";
export * from "./helpers/webChat.ts";
export { init } from "./init.ts";
export type * from "./options.ts";
export type * from "./undertone.ts";
