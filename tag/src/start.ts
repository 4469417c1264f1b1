// Starts a tag: options, capture, engine, page life; and the object that the page holds, none of
// whose calls throws.
import { ApiCapture } from "./capture/api.ts";
import { surest } from "./capture/surest.ts";
import type { Capture } from "./capture/turn.ts";
import type { Inspect } from "./inspector/inspector.ts";
import type { Options } from "./options.ts";
import { watchPage } from "./pageLife.ts";
import { privacySignal } from "./privacySignal.ts";
import { type Resolved, resolveOptions } from "./resolveOptions.ts";
import { createTag, type Tag } from "./tag.ts";
import type { Undertone } from "./undertone.ts";
import { whenIdle } from "./whenIdle.ts";
import { createClient } from "./worker/client.ts";
import { fromFolder, loadPart } from "./worker/loadPart.ts";
import { trustedUrl } from "./worker/trustedUrl.ts";

/** How the engine's scripts are loaded if the options name no folder. */
export type LoadScript = (name: string) => Promise<unknown>;

/** What a page tells of its chat. */
const kCaptured = [
  "user",
  "assistant",
  "assistantStart",
  "delta",
  "end",
  "error",
  "action",
] as const;

/** Starts a tag; throws only if the options cannot work (no app, no collector, unknown format). */
export function start(options: Options, load: LoadScript | undefined): Undertone {
  const resolved = resolveOptions(options);
  if (resolved.privacySignals === "deny" && privacySignal()) resolved.consent = "denied";
  const tag = createTag(resolved);
  const onError = (): void => tag.note("internal_errors");
  let stopped = false;
  const take = surest((turn) => tag.take(turn));
  const nowMs = (): number => tag.clock.elapsedMs();
  const api = new ApiCapture(take, nowMs);
  const captures: Capture[] = [api];
  if (options.capture && load) {
    // At once: what is on the page before it comes is history.
    loadPart("capture", load).then(
      guarded((part) => {
        const capture = part.start(take, nowMs, guarded, options);
        if (capture) captures.push(capture);
      }),
      onError,
    );
  }
  const loadScript = engineScripts(resolved, load);
  const client = startEngine(resolved, loadScript, tag, onError);
  let inspectNow: Inspect | undefined;
  const leave = (restart?: boolean): void => {
    for (const capture of captures) capture.leave(restart);
  };
  const ending = (reason: "replaced" | "site") =>
    guarded(() => {
      leave(true);
      tag.endConversation(reason);
    });
  const unwatch = watchPage({
    hidden: guarded(() => {
      tag.hide();
    }),
    closing: guarded((persisted: boolean) => {
      leave();
      tag.close(persisted);
    }),
    resumed: guarded(() => tag.resume()),
  });

  /** The call, made harmless: an error is counted, and after shutdown nothing happens. */
  function guarded<Args extends unknown[]>(call: (...args: Args) => void) {
    return (...args: Args): void => {
      if (stopped) return;
      try {
        call(...args);
      } catch {
        tag.note("internal_errors");
      }
    };
  }

  const calls = {} as Pick<Undertone, (typeof kCaptured)[number]>;
  for (const name of kCaptured) {
    const call = api[name].bind(api) as (...args: unknown[]) => void;
    calls[name] = guarded(call);
  }

  const shutdown = async (): Promise<void> => {
    if (stopped) return;
    leave();
    stopped = true;
    unwatch();
    for (const capture of captures) capture.stop();
    client?.stop();
    await tag.stop().catch(() => {});
  };

  return {
    ...calls,
    newConversation: ending("replaced"),
    endConversation: ending("site"),
    on: (name, listener) => tag.on(name, listener),
    inspect: (text) => (inspectNow ?? client?.inspect)?.(text) ?? [],
    // Without scripts to load it fails like any that does not come.
    inspector: async () =>
      (inspectNow ??= await loadPart("inspector", loadScript as LoadScript)
        .then(({ open }) => open(onError, loadScript as LoadScript))
        .catch(onError as () => undefined)),
    setConsent: guarded((consent) => tag.setConsent(consent)),
    flush: async () => {
      if (!stopped) await tag.flush().catch(onError);
    },
    shutdown,
    uninstall: shutdown,
  };
}

/** How the engine's scripts come; undefined if there is to be none. */
function engineScripts({ engine, nonce }: Resolved, load: LoadScript | undefined) {
  if (engine === "none") return undefined;
  return engine ? fromFolder(engine, nonce) : load;
}

/** The engine on its way, loaded when the page is idle; undefined if there is to be none. */
function startEngine(
  options: Resolved,
  loadScript: LoadScript | undefined,
  tag: Tag,
  onError: () => void,
) {
  const { engine, workerUrl, models, topics, engineTimeoutMs: timeoutMs } = options;
  if (!loadScript || typeof Worker !== "function") return undefined;
  const mode = options.deep ?? "off";
  const client = createClient({
    load: loadScript,
    workerUrl,
    models,
    topics,
    timeoutMs,
    onReady: (engineLoadMs) => tag.note("engine_load_ms", engineLoadMs),
    onError,
    wrap:
      mode === "off"
        ? undefined
        : async (link) => {
            const { wrap } = await loadPart("deep", loadScript);
            const context = { mode, options: options.deepOptions ?? {}, folder: engine ?? "" };
            return wrap(link, { ...context, trustedUrl, onError });
          },
  });
  tag.useEngine(client);
  whenIdle(() => void client.start());
  return client;
}
