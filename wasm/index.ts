export { attributes, scores } from "./attributes.gen.ts";
export { decodeEvents, encodeInput } from "./codec.ts";
export { type Conversation, Engine, type Entity, type Output, type Taxonomy } from "./engine.ts";
export { EngineError, FormatError } from "./error.ts";
export type * from "./event.gen.ts";
export { type EngineKind, type EngineSource, supportedKind } from "./module.ts";
export { loadPieces, type PieceText } from "./pieces/pieces.ts";
