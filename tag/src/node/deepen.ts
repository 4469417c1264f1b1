// `undertone deep`: conversations as `undertone score` reads them, with what the deep model says added to
// the turns that the browser would have asked it about. The same cascade over the same core.
import { Engine, type Input, loadPieces } from "@undertone/wasm";
import simd from "undertone-core-simd";
import { cuts, language, same_request as same } from "undertone-deep-model";
import vocabulary from "undertone-deep-pieces";
import english from "undertone-english";
import languages from "undertone-languages";
import names from "undertone-names";
import pieces from "undertone-pieces";
import { doubtful } from "../deep/doubtful.ts";
import { createScorer } from "../deep/worker/scorer.ts";
import { loadRuntime, runIn } from "./session.ts";

interface Message {
  role: string;
  text?: unknown;
  time_ms?: number;
  deep?: readonly number[];
}

/** User turns that a request may be asked again from. */
const kEarlierTurns = 3;

/** Other names of roles, as `undertone score` knows them. */
const kRoles: Record<string, string> = { developer: "system", function: "tool" };

/** Gives a function that adds `deep` to the messages of one conversation. */
export async function createDeepener(model: Uint8Array) {
  const engine = await Engine.load(simd);
  for (const file of [languages, names, english]) engine.loadModel(file);
  const runtime = await loadRuntime();
  // As the browser's worker does it.
  const session = await runtime.InferenceSession.create(model, {
    graphOptimizationLevel: "disabled",
  });
  if (!["scores", "meaning"].every((name) => session.outputNames.includes(name))) {
    throw new Error("a model of a site's own");
  }
  const score = createScorer({
    split: await loadPieces(pieces, vocabulary),
    run: runIn(runtime, session),
    same,
  });

  return async (messages: readonly Message[]): Promise<Message[]> => {
    const conversation = engine.newConversation();
    try {
      const out: Message[] = [];
      let earlier: string[] = [];
      let answer: string | undefined;
      for (const message of messages) {
        const role = kRoles[message.role] ?? message.role;
        // A message that failed has none, or null.
        const text = typeof message.text === "string" ? message.text : "";
        const input = { kind: "message", role, time_ms: message.time_ms ?? 0 } as Input;
        const {
          events: [event],
          margin,
        } = engine.push(conversation, input, text);
        let deep: readonly number[] | undefined;
        if (event?.kind === "user_message") {
          if (event.lang === language && doubtful(event, margin, cuts)) {
            deep = (await score({ text, answer, earlier }))?.scores;
            if (deep) engine.rescore(conversation, input, text, deep);
          }
          earlier = [text, ...earlier].slice(0, kEarlierTurns);
          answer = undefined;
        } else if (role === "assistant") answer = text;
        out.push(deep ? { ...message, deep } : message);
      }
      return out;
    } finally {
      engine.deleteConversation(conversation);
    }
  };
}
