/** Why the engine refused or stopped. Holds no text of a chat. */
export class EngineError extends Error {
  override name = "EngineError";
}

/** Records or bytes that are not what FORMAT.md says. */
export class FormatError extends EngineError {
  override name = "FormatError";
}
