// Cuts what comes over the network into the values that a protocol is made of: server-sent events,
// JSON lines or JSON values one after the other, the AI SDK's old numbered lines, or plain text.
import { readEvent, type StreamNote, stringsIn } from "./events.ts";

/** Hears of a value of the stream, and of the strings in it if its shape is unknown. */
export type StreamListener = (note: StreamNote, strings: string[]) => void;

/** A frame that never ends is no frame. */
const kLongestFrame = 1_000_000;

const kDone = /^\s*\[DONE\]/;

type Framing = "sse" | "json" | "numbered" | "text";

/** JSON, or frames of it that begin with their length. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: lengths have them
const kJson = /^([{[]|[^{]*[\0-\x08])/;

/** Up to an object or a list: commas, lengths, lines that are neither. */
const kBetween = /^.*?(?=\{\s*["}]|\[\s*["{[\]\d-]|\S?\s*$)/s;

function framingOf(start: string, contentType: string): Framing | undefined {
  if (/event-stream|multipart/.test(contentType)) return "sse";
  const text = start.replace(/^[\s\ufeff]+/, "");
  if (!text) return undefined;
  if (/^(data|event|message|id|retry)?:/.test(text)) return "sse";
  if (kJson.test(text)) return "json";
  if (/^[0-9a-z]:["{[]/.test(text)) return "numbered";
  // The first letters of a field name may be all that has come.
  return /^([a-z]{1,7}|[0-9a-z]:?)$/.test(text) ? undefined : "text";
}

export class StreamReader {
  private _framing: Framing | undefined;
  private _rest = "";
  private _eventName = "";

  constructor(
    private readonly _listener: StreamListener,
    private readonly _contentType = "",
  ) {}

  private _note(note: StreamNote, strings: string[] = []): void {
    this._listener(note, strings);
  }

  private _end = (): void => this._note({ isEnd: true });

  push(text: string): void {
    this._rest += text;
    this._framing ??= framingOf(this._rest, this._contentType);
    if (!this._framing) return;
    if (this._rest.length > kLongestFrame) this._rest = "";
    if (this._framing === "text") {
      const delta = this._rest;
      this._rest = "";
      if (delta) this._note({ delta });
    } else if (this._framing === "json") this._takeValues();
    else this._takeLines();
  }

  /** Nothing more comes. */
  end(): void {
    if (!this._rest) return;
    this._framing ??= "text";
    this.push(this._framing === "text" ? "" : "\n");
  }

  /** A message that stands for itself, as of a WebSocket; events of an EventSource have names. */
  frame(text: string, eventName = ""): void {
    this._takeField(eventName === "message" || !eventName ? "" : `event:${eventName}`);
    if (kDone.test(text)) {
      this._end();
      return;
    }
    // socket.io and engine.io put digits and a name space before their JSON.
    const json = text.replace(/^\d+(\/[^,]*,)?\d*(?=[[{"])/, "");
    if (!this._value(json, json !== text) && /\p{L}/u.test(text)) this._plain(text);
  }

  /** One value, or one after the name of its event; false if it is none. */
  private _value(text: string, isNamed = false): boolean {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return false;
    }
    if (isNamed && Array.isArray(value)) [this._eventName, value] = value;
    const note = readEvent(value, this._eventName);
    this._note(note, note.isKnown ? [] : stringsIn(value));
    return true;
  }

  /** Words as they are, or as the page is to show them. */
  private _plain(text: string): void {
    if (/<\/\w/.test(text)) this._note({}, stringsIn(text));
    else this._note({ delta: text });
  }

  private _takeLines(): void {
    const lines = this._rest.split(/\r\n|\n|\r/);
    this._rest = lines.pop() ?? "";
    for (const line of lines) {
      if (this._framing === "numbered") this._takeNumbered(line);
      else this._takeField(line);
    }
  }

  private _takeField(line: string): void {
    if (!line) this._eventName = "";
    else if (line.startsWith("event:")) {
      this._eventName = line.slice(6).trim();
      if (/^error$/i.test(this._eventName)) this._note({ isKnown: true, isError: true });
      if (/^(end|done)$/i.test(this._eventName)) this._end();
    } else if (line.startsWith("data:")) {
      const data = line.slice(5).replace(/^ /, "");
      if (kDone.test(data)) this._end();
      else if (!this._value(data) && data) this._plain(data);
    } else if (/^\s*[{[]/.test(line)) {
      this._value(line); // JSON lines under the wrong type
    }
  }

  /** AI SDK data stream protocol: `0:"text"`, `3:"error"`, `d:{...}`. */
  private _takeNumbered(line: string): void {
    const [, code, json] = /^([0-9a-z]):(.*)$/.exec(line) ?? [];
    if (code === "0") {
      try {
        this._note({ isKnown: true, delta: `${JSON.parse(json ?? "")}` });
      } catch {
        // cut off
      }
    } else if (code === "3") this._note({ isKnown: true, isError: true });
    else if (code === "d") this._value(`{"type":"finish",${(json ?? "{}").replace(/^\{/, "")}`);
  }

  /** Takes complete JSON values off the front. */
  private _takeValues(): void {
    for (;;) {
      // The values of a list come one by one, too.
      const text = this._rest.replace(kBetween, "").replace(/^\[(?=\s*\{)/, "");
      const end = endOfValue(text);
      if (end === 0) {
        this._rest = text;
        return;
      }
      this._value(text.slice(0, end));
      this._rest = text.slice(end);
    }
  }
}

/** Length of the JSON object or array that `text` begins with; 0 if it is not complete. */
function endOfValue(text: string): number {
  let depth = 0;
  let isString = false;
  for (let at = 0; at < text.length; ++at) {
    const sign = text[at];
    if (isString) {
      if (sign === "\\") at += 1;
      else if (sign === '"') isString = false;
    } else if (sign === '"') isString = true;
    else if (sign === "{" || sign === "[") depth += 1;
    else if (sign === "}" || sign === "]") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return 0;
}
