// The core behind an object: text and records in, event bytes and records out. Runs wherever there
// is WebAssembly, and without it from the same module as plain JavaScript.
import { messageBytes, schemaVersion, statusNames } from "./abi.gen.ts";
import { decodeEvents, encodeInput } from "./codec.ts";
import { decodeEntities } from "./entities.ts";
import { EngineError } from "./error.ts";
import type { CoreEvent, EntityType, Input } from "./event.gen.ts";
import { type EngineSource, type Exports, instantiate } from "./module.ts";

/** A conversation inside an engine. Lives until `deleteConversation` or `dispose`. */
export interface Conversation {
  readonly address: number;
}

export interface Output {
  /** The events as the core wrote them. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly events: CoreEvent[];
  /**
   * Of a user's message: how far, in hundredths, the likeliest sentiment is before the next in the
   * word of the model file; negative without one. 0 of every other input.
   */
  readonly margin: number;
}

/** A piece of personal data; offsets in UTF-16 code units. */
export interface Entity {
  readonly begin: number;
  readonly end: number;
  readonly type: EntityType;
  /** [0, 1] */
  readonly score: number;
}

/** Label -> example sentences, as a list or as `undertone topics build` writes it. */
export type Taxonomy = Record<string, readonly string[] | { readonly examples: readonly string[] }>;

/** Room for one encoded input; the longest has about 50 bytes. */
const inputBytes = 256;
/** Numbers of DeepScores in core/model/scores.h. */
const deepScores = 35;
const encoder = /* @__PURE__ */ new TextEncoder();

/**
 * Code points that a JavaScript string has from `begin` on; a lone surrogate counts as one, as the
 * U+FFFD does that takes its place.
 */
function codePointsFrom(text: string, begin: number): number {
  let count = 0;
  for (let at = begin; at < text.length; ++count)
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return count;
}

export class Engine {
  private readonly core: Exports;
  private readonly engine: number;
  /** Memory of the module: the input, the text, the scores of a deep model. */
  private readonly room: number;
  private readonly conversations = new Set<number>();
  private stopped: string | undefined;

  private constructor(core: Exports) {
    this.core = core;
    core._initialize();
    const version = core.undertone_abi_version();
    if (version !== schemaVersion) {
      throw new EngineError(`the engine speaks version ${version}, this script ${schemaVersion}`);
    }
    this.engine = core.undertone_engine_new();
    this.room = core.undertone_allocate(inputBytes + messageBytes + deepScores * 4);
    if (this.engine === 0 || this.room === 0) throw new EngineError("out of memory");
  }

  /**
   * Starts an engine.
   *
   * Errors  EngineError if the module is of another version; what the browser throws if it is no
   *         module or may not be compiled here
   */
  static async load(source: EngineSource): Promise<Engine> {
    return new Engine(await instantiate(source));
  }

  /** Takes a language's model file; the engine is as before if it is refused. */
  loadModel(file: Uint8Array): void {
    this.call(() => {
      const address = this.core.undertone_allocate(file.length);
      if (address === 0) throw new EngineError("out of memory");
      this.memory().set(file, address);
      const status = this.core.undertone_load_model(this.engine, address, file.length);
      this.core.undertone_free(address);
      this.check(status);
    });
  }

  /**
   * Takes a site's taxonomy, after the models. The topic of a message is then the number of a
   * label, from 1 in the order of the keys.
   *
   * Input   examples that no model understands are left out
   * Errors  EngineError if there are too many
   */
  addTopics(taxonomy: Taxonomy): void {
    Object.values(taxonomy).forEach((topic, index) => {
      for (const example of "examples" in topic ? topic.examples : topic)
        this.addTopic(index + 1, example);
    });
  }

  newConversation(): Conversation {
    return this.call(() => {
      const address = this.core.undertone_conversation_new();
      if (address === 0) throw new EngineError("out of memory");
      this.conversations.add(address);
      return { address };
    });
  }

  deleteConversation(conversation: Conversation): void {
    this.call(() => {
      const address = this.addressOf(conversation);
      this.conversations.delete(address);
      this.core.undertone_conversation_delete(address);
    });
  }

  /**
   * One message, action or end of a conversation.
   *
   * Input   `text` of a message: any string. What is over the limit of the core is counted, not
   *         analysed; lone surrogates count as U+FFFD
   * Output  the events it caused, in order: message, moments, conversation
   */
  push(conversation: Conversation, input: Input, text = ""): Output {
    return this.pushed(conversation, input, text);
  }

  /**
   * The last push of the conversation, a user's message, once more: as if it had come with what a
   * deep model says of it.
   *
   * Input   `scores`: DeepScores of core/model/scores.h, probabilities
   * Output  as of `push`, in its place
   * Errors  EngineError if the scores are no probabilities or not as many
   */
  rescore(
    conversation: Conversation,
    input: Input,
    text: string,
    scores: readonly number[],
  ): Output {
    if (scores.length !== deepScores || !scores.every((score) => score >= 0 && score <= 1)) {
      throw new EngineError("value out of range");
    }
    return this.pushed(conversation, input, text, scores);
  }

  private pushed(
    conversation: Conversation,
    input: Input,
    text: string,
    scores?: readonly number[],
  ): Output {
    return this.call(() => {
      const address = this.addressOf(conversation);
      let record = encodeInput(input);
      const { read, written } = this.writeText(text);
      if (read < text.length && input.kind === "message") {
        record = encodeInput({ ...input, cut_codepoints: codePointsFrom(text, read) });
      }
      this.memory().set(record, this.room);
      const textAt = this.room + inputBytes;
      const scoresAt = textAt + messageBytes;
      if (scores) new Float32Array(this.core.memory.buffer, scoresAt, deepScores).set(scores);
      const common = [this.engine, address, this.room, record.length, textAt, written] as const;
      const status = scores
        ? this.core.undertone_rescore(...common, scoresAt)
        : this.core.undertone_push(...common);
      const { bytes, margin } = this.output(status);
      return { bytes, events: decodeEvents(bytes), margin };
    });
  }

  /** The personal data in a text; what is over the limit of the core is not looked at. */
  inspect(text: string): Entity[] {
    return this.call(() => {
      const { written } = this.writeText(text);
      const status = this.core.undertone_inspect(this.engine, this.room + inputBytes, written);
      return decodeEntities(this.output(status).bytes);
    });
  }

  /** Frees the engine; every later call is an EngineError. */
  dispose(): void {
    if (this.stopped !== undefined) return;
    this.call(() => {
      for (const address of this.conversations) this.core.undertone_conversation_delete(address);
      this.core.undertone_free(this.room);
      this.core.undertone_engine_delete(this.engine);
    });
    this.stopped = "the engine was disposed of";
  }

  /** A view of the whole memory; growing detaches it, so it is taken anew after every call. */
  private memory(): Uint8Array {
    return new Uint8Array(this.core.memory.buffer);
  }

  private addTopic(label: number, example: string): void {
    this.call(() => {
      const { written } = this.writeText(example);
      const text = this.room + inputBytes;
      const status = this.core.undertone_add_topic(this.engine, label, text, written);
      if (statusNames[status] !== "unknown language") this.check(status);
    });
  }

  private writeText(text: string): { read: number; written: number } {
    const begin = this.room + inputBytes;
    return encoder.encodeInto(text, this.memory().subarray(begin, begin + messageBytes));
  }

  private addressOf({ address }: Conversation): number {
    if (!this.conversations.has(address)) throw new EngineError("no such conversation");
    return address;
  }

  private check(status: number): void {
    if (status !== 0) throw new EngineError(statusNames[status] ?? "unknown status");
  }

  private output(status: number): Omit<Output, "events"> {
    this.check(status);
    const address = this.core.undertone_output(this.engine);
    const numbers = new Int32Array(this.core.memory.buffer, address, 2);
    const [sizeBytes = 0, margin = 0] = numbers;
    const begin = address + numbers.byteLength;
    return { bytes: this.memory().slice(begin, begin + sizeBytes), margin };
  }

  /** Runs a call into the module. After a trap its memory is in no known state: it is over then. */
  private call<T>(run: () => T): T {
    if (this.stopped !== undefined) throw new EngineError(this.stopped);
    try {
      return run();
    } catch (error) {
      if (error instanceof EngineError) throw error;
      // The engine's own words are not repeated: they may quote what it was working on.
      this.stopped = "the engine stopped";
      throw new EngineError(this.stopped);
    }
  }
}
