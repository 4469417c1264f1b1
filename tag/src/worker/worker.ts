// The engine's side: one engine, conversations by name. A failure is a short answer, never text.
import { type Conversation, Engine, type EngineKind, type EngineSource } from "@undertone/wasm";
import languages from "undertone-languages";
import names from "undertone-names";
import type { FromWorker, ToWorker } from "./protocol.ts";

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; ++i) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** Serves the page. `source` gives the module for the bytes that the page sent, if any. */
export function serve(
  name: EngineKind,
  source: (wasm: Uint8Array<ArrayBuffer> | undefined) => EngineSource,
): void {
  const reply = (message: FromWorker): void => self.postMessage(message);
  const conversations = new Map<string, Conversation>();
  let loading: Promise<Engine> | undefined;

  async function start(wasm: string | undefined): Promise<Engine> {
    const engine = await Engine.load(source(wasm ? bytesOf(wasm) : undefined));
    engine.loadModel(languages);
    engine.loadModel(names);
    return engine;
  }

  function answer(engine: Engine, message: Exclude<ToWorker, { type: "start" }>): void {
    const { id } = message;
    if (message.type === "model") {
      engine.loadModel(bytesOf(message.bytes));
      reply({ type: "events", id, events: [] });
      return;
    }
    if (message.type === "topics") {
      engine.addTopics(message.topics);
      reply({ type: "events", id, events: [] });
      return;
    }
    if (message.type === "inspect") {
      reply({ type: "entities", id, entities: engine.inspect(message.text) });
      return;
    }
    let conversation = conversations.get(message.conversation);
    if (message.type === "forget") {
      if (conversation) engine.deleteConversation(conversation);
      conversations.delete(message.conversation);
      return;
    }
    if (!conversation) {
      conversation = engine.newConversation();
      conversations.set(message.conversation, conversation);
    }
    const { input, text, scores } = message;
    const { events, margin } = scores
      ? engine.rescore(conversation, input, text, scores)
      : engine.push(conversation, input, text);
    reply({ type: "events", id, events, margin });
  }

  self.onmessage = async ({ data }: MessageEvent<ToWorker>): Promise<void> => {
    if (data.type === "start") {
      loading = start(data.wasm);
      loading.then(
        () => reply({ type: "ready", engine: name }),
        () => reply({ type: "failed" }),
      );
      return;
    }
    try {
      const engine = await loading;
      if (engine) answer(engine, data);
    } catch {
      reply({ type: "refused", id: data.id });
    }
  };
}
