// `undertone.js`: starts from the attributes of its own script tag, replays what the page asked for
// before it came, and never throws.
//
//   window.undertone = window.undertone || [];
//   undertone.push(["user", "text"]);
//
// Once loaded, `undertone` is the tag itself, with `push` for such commands and `init` for options
// that no attribute can hold.
import type { Options } from "./options.ts";
import { scriptOptions } from "./scriptOptions.ts";
import { start } from "./start.ts";
import type { Undertone } from "./undertone.ts";
import { fromFolder } from "./worker/loadPart.ts";

type Command = readonly [name: string, ...args: unknown[]];
type Scope = { undertone?: unknown };

const script = document.currentScript as HTMLScriptElement | null;
const folder = (script?.src ?? "").replace(/[^/]*$/, "");
const nonce = script?.nonce ?? "";

let tag: Undertone | undefined;
let waiting: Command[] = [];

function begin(options: Options | undefined): void {
  if (tag || !options) return;
  try {
    const withEngine = { engine: folder, nonce, capture: true, ...options };
    tag = start(withEngine, fromFolder(folder, nonce));
  } catch (error) {
    // The site's own mistake in its configuration, and the only thing the tag ever prints.
    console.error(error);
    return;
  }
  Object.assign(facade, tag);
  for (const command of waiting.splice(0)) run(command);
}

function run(command: Command): void {
  const [name, ...args] = command;
  if (name === "init") begin(args[0] as Options);
  else if (!tag) waiting.push(command);
  else (tag[name as keyof Undertone] as ((...given: unknown[]) => unknown) | undefined)?.(...args);
}

const facade = {
  init: begin,
  push: (...commands: Command[]): void => {
    for (const command of commands) {
      try {
        run(command);
      } catch {
        // a command that is none
      }
    }
  },
};

const scope = globalThis as Scope;
const early = scope.undertone;
/** A second copy of this script leaves the page to the first. */
const isSecond = typeof (early as { init?: unknown } | undefined)?.init === "function";
if (!isSecond) {
  scope.undertone = facade;
  if (script) begin(scriptOptions(script));
  if (Array.isArray(early)) facade.push(...(early as Command[]));
  if (!tag) waiting = waiting.slice(-1000);
}
