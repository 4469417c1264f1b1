// undertone_pieces.wasm behind a function: text in, the input of a deep model out.
import { statusNames } from "../abi.gen.ts";
import { EngineError } from "../error.ts";

/** Functions of pieces.h; every argument and result is a uint32. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  _initialize(): void;
  undertone_pieces_allocate(sizeBytes: number): number;
  undertone_pieces_free(memory: number): void;
  undertone_pieces_load(bytes: number, sizeBytes: number): number;
  undertone_pieces_input(
    text: number,
    messageBytes: number,
    answerBytes: number,
    earlierBytes: number,
  ): number;
  undertone_pieces_output(): number;
}

/** A message and what was said before it. */
export interface PieceText {
  readonly text: string;
  /** the answer before the message */
  readonly answer?: string | undefined;
  /** the user's turn before that answer */
  readonly earlier?: string | undefined;
}

/** As kPieceTextBytes of core/pieces/pieces.h. */
const partBytes = 4096;
const encoder = /* @__PURE__ */ new TextEncoder();

const imports = {
  wasi_snapshot_preview1: {
    proc_exit: () => {
      throw new EngineError("exit");
    },
  },
};

/**
 * Starts the module with a vocabulary; `split` gives the numbers of the pieces.
 *
 * Errors  EngineError if the vocabulary is refused; what the browser throws if the module is
 */
export async function loadPieces(
  module: BufferSource,
  vocabulary: Uint8Array,
): Promise<(input: PieceText) => number[]> {
  const { instance } = await WebAssembly.instantiate(module, imports);
  const core = instance.exports as unknown as Exports;
  core._initialize();
  const room = core.undertone_pieces_allocate(Math.max(3 * partBytes, vocabulary.length));
  if (room === 0) throw new EngineError("out of memory");
  new Uint8Array(core.memory.buffer).set(vocabulary, room);
  const status = core.undertone_pieces_load(room, vocabulary.length);
  if (status !== 0) throw new EngineError(statusNames[status] ?? "unknown status");

  return ({ text, answer = "", earlier = "" }) => {
    let at = room;
    const sizes = [text, answer, earlier].map((part) => {
      const memory = new Uint8Array(core.memory.buffer, at, partBytes);
      const { written } = encoder.encodeInto(part, memory);
      at += written;
      return written;
    }) as [number, number, number];
    const count = core.undertone_pieces_input(room, ...sizes);
    return [...new Uint16Array(core.memory.buffer, core.undertone_pieces_output(), count)];
  };
}
