// The script tag's `data-*` attributes as options.
import type { FormatName } from "./formats/format.ts";
import type { BotOptions, CollectorOptions, Consent, Options } from "./options.ts";

const bots = {
  id: "botId",
  model: "botModel",
  variant: "botVariant",
  promptVersion: "botPromptVersion",
};

/** `headerXApiKey` of `data-header-x-api-key` as `x-api-key`. */
function headersOf(data: DOMStringMap): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(data)) {
    const match = /^header([A-Z].*)$/.exec(name);
    if (!match?.[1] || value === undefined) continue;
    const words = match[1].replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    headers[words.slice(1)] = value;
  }
  return headers;
}

function collectorOf(data: DOMStringMap): CollectorOptions | undefined {
  if (!data.collector) return undefined;
  const collector: CollectorOptions = { url: data.collector, headers: headersOf(data) };
  if (data.format) collector.format = data.format as FormatName;
  if (data.key) collector.key = data.key;
  if (data.evaluations !== undefined) collector.evaluations = data.evaluations !== "false";
  if (data.compression) collector.compression = data.compression === "gzip" ? "gzip" : "none";
  return collector;
}

/** What the attributes say; undefined if they name no collector. */
export function scriptOptions(
  data: DOMStringMap,
  folder: string,
  nonce: string,
): Options | undefined {
  const collector = collectorOf(data);
  if (!collector) return undefined;
  const bot: BotOptions = {};
  for (const [name, attribute] of Object.entries(bots)) {
    const value = data[attribute];
    if (value) bot[name as keyof BotOptions] = value;
  }
  const options: Options = {
    app: data.app || "chat",
    collector,
    bot,
    engine: data.engine || folder,
    capture: data.capture !== "off",
    nonce: data.nonce || nonce,
  };
  if (data.consent) options.consent = data.consent as Consent;
  if (data.privacySignals) {
    options.privacySignals = data.privacySignals as NonNullable<Options["privacySignals"]>;
  }
  if (data.route) options.route = data.route;
  if (data.workerUrl) options.workerUrl = data.workerUrl;
  if (data.models) options.models = data.models.split(/[\s,]+/);
  if (data.sample) options.sampling = { percent: Number(data.sample) };
  if (data.visitor !== undefined) options.visitor = data.visitor !== "false";
  return options;
}
