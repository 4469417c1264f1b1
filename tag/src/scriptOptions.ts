// The script tag's `data-*` attributes as options.
import type { Options } from "./options.ts";

/** Where a value belongs, if not under its own name. */
const kPlaces: readonly (readonly [RegExp, string])[] = [
  [/^collector$/, "collector.url"],
  [/^(format|key|evaluations|compression)$/, "collector.$1"],
  [/^sample$/, "sampling.percent"],
  [/^bot-/, "bot."],
  [/^header-/, "collector.headers."],
];

const kOff = /^(false|off|no)$/;

/** Switches are on unless they say otherwise; lists have commas. */
function valueFrom(name: string, text: string): unknown {
  if (/^(evaluations|visitor|capture)$/.test(name)) return !kOff.test(text);
  if (name === "traceparent" && !/[:/]/.test(text)) return !kOff.test(text);
  return /^(models|traceparent)$/.test(name) ? text.split(/[\s,]+/) : text;
}

/** What the attributes say; undefined if they name no collector. */
export function scriptOptions({ attributes }: Element): Options | undefined {
  const options: Record<string, unknown> = { app: "chat" };
  for (const { name: attribute, value } of attributes) {
    const name = attribute.replace(/^data-/, "");
    if (name === attribute) continue;
    let place = name;
    for (const [pattern, replacement] of kPlaces) place = place.replace(pattern, replacement);
    // Header names keep their dashes; options are in camel case.
    if (!/^header-/.test(name)) place = place.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
    const steps = place.split(".");
    const last = steps.pop() as string;
    let parent = options;
    for (const step of steps) {
      parent[step] ??= {};
      parent = parent[step] as Record<string, unknown>;
    }
    parent[last] = valueFrom(name, value);
  }
  return options.collector ? (options as unknown as Options) : undefined;
}
