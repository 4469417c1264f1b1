export { attributes, scores } from "./attributes.gen.ts";
export { decodeEvents, encodeInput, FormatError } from "./codec.ts";
export type * from "./event.gen.ts";
