// What one JSON value of a stream says, whoever sends it. The shapes of the usual protocols are told
// by their field names; of unknown ones the usual names of text are tried.
//
// Sources  OpenAI API reference (chat completions, responses), Anthropic API (streaming messages),
//          AI SDK (UI message stream protocol, data stream protocol), AG-UI (events), n8n (streaming
//          chat), Flowise (prediction streaming), Ollama and Gemini API references

export interface Usage {
  inputTokens?: number;
  outputTokens?: number;
}

export interface StreamNote {
  /** a piece of the answer */
  delta?: string;
  /** the answer is complete */
  isEnd?: boolean;
  /** the protocol always says when it is */
  hasMark?: boolean;
  isError?: boolean;
  /** what the service calls its failure */
  errorName?: string;
  finishReason?: string;
  model?: string;
  usage?: Usage;
  /** a shape that is known, even if it says nothing about the answer */
  isKnown?: boolean;
}

type Json = Record<string, unknown>;

const asObject = (value: unknown): Json | undefined =>
  value !== null && typeof value === "object" ? (value as Json) : undefined;
const asText = (value: unknown): string | undefined =>
  typeof value === "string" ? value : undefined;
const asNumber = (value: unknown): number | undefined =>
  typeof value === "number" && value >= 0 ? value : undefined;
/** Identifiers only: nothing that could be a sentence. */
const asName = (value: unknown): string | undefined =>
  typeof value === "string" && /^[\w.:/-]{1,64}$/.test(value) ? value : undefined;

/** Token counts under the names that services give them. */
function usageOf(value: unknown): Usage | undefined {
  const given = asObject(value);
  if (!given) return undefined;
  const pick = (names: string): number | undefined =>
    names
      .split(" ")
      .map((name) => asNumber(given[name]))
      .find((number) => number !== undefined);
  const inputTokens = pick(
    "prompt_tokens input_tokens inputTokens promptTokens promptTokenCount prompt_eval_count",
  );
  const outputTokens = pick(
    "completion_tokens output_tokens outputTokens completionTokens candidatesTokenCount eval_count",
  );
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  return {
    ...(inputTokens !== undefined && { inputTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
  };
}

const kPlaces = "response message messageMetadata metadata delta data result".split(" ");

/** Model, reason of the end and tokens: numbers and names, wherever a service puts them. */
function factsOf(json: Json): {
  model: string | undefined;
  finishReason: string | undefined;
  usage: Usage | undefined;
} {
  const inside = kPlaces.map((name) => json[name]);
  for (const list of [json.choices, json.candidates]) if (Array.isArray(list)) inside.push(list[0]);
  const places = [json, ...inside.map(asObject).filter((place) => place !== undefined)];
  const name = (names: string[]): string | undefined =>
    places.flatMap((place) => names.map((one) => asName(place[one]))).find(Boolean);
  const details = places.map((place) => asName(asObject(place.incomplete_details)?.reason));
  const usages = places.flatMap((place) =>
    [place.totalUsage, place.usage, place.usageMetadata, place].map(usageOf),
  );
  return {
    model: name(["model", "modelVersion", "modelId", "model_id"]),
    finishReason:
      details.find(Boolean) ??
      name(["finish_reason", "finishReason", "stop_reason", "done_reason"]),
    usage: usages.find(Boolean),
  };
}

/** `content` as a string or as a list of parts with text. */
function textIn(content: unknown): string | undefined {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return asText(asObject(content)?.text);
  const texts = content.map((part) => asText(asObject(part)?.text) ?? "");
  return texts.join("") || undefined;
}

function note(
  fields: {
    [Name in keyof StreamNote]: StreamNote[Name] | undefined;
  },
): StreamNote {
  const said = Object.entries(fields).filter(([, value]) => value !== undefined && value !== "");
  return { isKnown: true, ...Object.fromEntries(said) };
}

/** OpenAI chat completions, and the many services that speak like it. */
function completions(json: Json): StreamNote | undefined {
  if (!Array.isArray(json.choices)) return undefined;
  const choice = asObject(json.choices[0]);
  return note({
    delta:
      textIn(asObject(choice?.delta)?.content) ??
      textIn(asObject(choice?.message)?.content) ??
      asText(choice?.text),
    isEnd: choice?.finish_reason ? true : undefined,
    hasMark: choice?.delta ? true : undefined,
    ...factsOf(json),
  });
}

const kDeltas =
  /^((data-)?text(-delta)?|response\.output_text\.delta|text_?message_?(content|chunk)|content_block_delta|item|delta|token|chunk|message_delta_text|agent_message_chunk)$/i;
/** Of these, pieces of protocols that always say when the answer is complete. */
const kMarked = /^(text-delta|response|text_?message_?content|content_block)/i;
const kEnds =
  /^(finish|response\.(completed|incomplete)|run_?finished|message_stop|((agent|stream)_)?end|done|completed?|stop|final)$/i;
const kErrors = /^(response\.failed|(run_?)?error(ed)?|fail(ed|ure)?|exception)$/i;

/** A name and its value that say so where no kind does. */
const kFailed = /^((is_?)?(error|failed) true|(ok|success) false|status (error|failed))$/i;

/** Does a value say so by something else than its kind? */
const hasFailed = (json: Json): boolean =>
  Boolean(asObject(json.error) || (asText(json.error) && !json.content)) ||
  (Array.isArray(json.errors) && !json.data) ||
  Object.entries(json).some((field) => kFailed.test(field.join(" ")));

/** Values that say something about an answer and nothing of it. */
const kFacts =
  /^(start|message_start|message_delta|response\.(created|in_progress)|message-metadata|finish-step|usageMetadata)$/;

/** The name of a failure, never its words. */
function errorNameOf({ error, response, code }: Json): Pick<StreamNote, "errorName"> {
  const given = asObject(error) ?? asObject(asObject(response)?.error);
  const errorName = asName(given?.type) ?? asName(given?.code) ?? asName(code);
  return errorName ? { errorName } : {};
}

/** Protocols whose values name their kind: OpenAI responses, AI SDK, AG-UI, Anthropic, n8n, Flowise. */
function typed(json: Json, kind: string): StreamNote | undefined {
  const delta = asObject(json.delta);
  const facts = factsOf(json);
  if (kind === "response.completed") facts.finishReason ??= "stop";
  if (kEnds.test(kind)) return note({ isEnd: true, ...facts });
  if (kFacts.test(kind)) return note(facts);
  if (/tool|reason|think/i.test(kind)) return note({});
  if (!kDeltas.test(kind)) return undefined;
  const text =
    asText(json.delta) ??
    (delta?.type === undefined || delta.type === "text_delta" ? asText(delta?.text) : undefined) ??
    textIn(json.content) ??
    asText(json.text) ??
    asText(json.data) ??
    asText(json.token);
  if (text === undefined && json.delta === undefined) return undefined;
  return note({ delta: text, hasMark: kMarked.test(kind) || undefined, ...facts });
}

/** Gemini and Ollama. */
function others(json: Json): StreamNote | undefined {
  if (Array.isArray(json.candidates)) {
    const candidate = asObject(json.candidates[0]);
    return note({ delta: textIn(asObject(candidate?.content)?.parts), ...factsOf(json) });
  }
  if (typeof json.done === "boolean") {
    return note({
      delta: textIn(asObject(json.message)?.content) ?? asText(json.response),
      isEnd: json.done ? true : undefined,
      ...factsOf(json),
    });
  }
  return undefined;
}

/** Names under which services put an answer, the likeliest first. */
const kTextNames =
  "delta content text output answer response reply message msg token chunk completion result data value".split(
    " ",
  );

function textUnder(value: unknown, depth: number): string | undefined {
  if (typeof value === "string") return value;
  if (depth === 0) return undefined;
  if (Array.isArray(value)) {
    const texts = value.map((one) => textUnder(one, depth - 1) ?? "").filter(Boolean);
    return texts.join("\n") || undefined;
  }
  const json = asObject(value);
  if (!json) return undefined;
  for (const name of kTextNames) {
    const text = name in json ? textUnder(json[name], depth - 1) : undefined;
    if (text) return text;
  }
  return undefined;
}

/** What one value of a stream, or a whole answer in JSON, says. */
export function readEvent(value: unknown, eventName = ""): StreamNote {
  const json = asObject(value);
  if (!json || Array.isArray(value)) {
    const delta = textUnder(value, 4);
    return delta ? { delta } : {};
  }
  const kind = [json.type, json.event, json.op, json.kind].map(asText).find(Boolean) ?? eventName;
  const isError = kErrors.test(kind);
  const known = isError ? undefined : (completions(json) ?? typed(json, kind) ?? others(json));
  if (known) return known;
  if (isError || hasFailed(json)) return { isKnown: true, isError: true, ...errorNameOf(json) };
  const delta = textUnder(json, 4);
  const facts = factsOf(json);
  // What counts tokens is a language model's answer; other services have models and ends, too.
  return facts.usage ? note({ delta, ...facts }) : { ...(delta && { delta }) };
}

/** All strings in a value, for streams whose shape nobody told. */
export function stringsIn(value: unknown, into: string[] = [], depth = 6): string[] {
  if (into.length >= 40 || depth === 0) return into;
  if (typeof value === "string") {
    // Some services send what is said as HTML.
    for (const text of value.slice(0, 2000).split(/<[^>]*>/)) if (text) into.push(text);
  } else if (value && typeof value === "object") {
    for (const inner of Object.values(value)) stringsIn(inner, into, depth - 1);
  }
  return into;
}
