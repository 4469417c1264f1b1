// The widgets of the lab: what package, which page, how its service speaks.
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { agUi } from "./mocks/agui.ts";
import { aiSdk, deepChat, flowise, n8n, openAi, plainText } from "./mocks/protocols.ts";
import { rasa } from "./mocks/rasa.ts";
import { answerIn, json, type Run } from "./mocks/service.ts";
import { typebot } from "./mocks/typebot.ts";
import type { Kind } from "./turns.ts";

export interface Widget {
  name: string;
  /** file in pages/, without its ending */
  page: string;
  /** the turns it goes through; default all */
  kinds?: readonly Kind[];
  /** the tag knows something of it */
  hasPreset?: boolean;
  /** a file of a package that the page loads before it */
  script?: string;
  /** answers a request of the widget; false if it is none of its own */
  serve(request: IncomingMessage, response: ServerResponse, run: Run): Promise<boolean>;
  /** for what is no plain request */
  attach?(server: Server, run: Run): void;
}

type Serve = Widget["serve"];

/** One address that answers in `protocol`. */
const at =
  (path: string, protocol: Parameters<typeof answerIn>[0]): Serve =>
  async (request, response, run) => {
    if (request.method !== "POST" || !request.url?.startsWith(path)) return false;
    await answerIn(protocol, run, response);
    return true;
  };

const flowiseService: Serve = async (request, response, run) => {
  const { url = "" } = request;
  if (url.includes("/prediction/")) await answerIn(flowise, run, response);
  else if (url.includes("/chatflows-streaming/")) json(response, { isStreaming: true });
  else if (url.includes("/api/v1/")) json(response, {});
  else return false;
  return true;
};

/** Pages that every engine drives, and not Chromium alone: shadow roots, React, Vue, rows made anew. */
export const everywhere = ["ai_sdk", "assistant_ui", "deep_chat", "flowise", "n8n"];

export const widgets: readonly Widget[] = [
  { name: "plain page", page: "plain", serve: at("/chat", plainText) },
  { name: "@ai-sdk/react", page: "ai_sdk", serve: at("/chat", aiSdk) },
  { name: "deep-chat", page: "deep_chat", serve: at("/chat", deepChat) },
  { name: "@n8n/chat", page: "n8n", serve: at("/chat", n8n) },
  { name: "flowise-embed", page: "flowise", serve: flowiseService },
  { name: "react-chatbotify", page: "chatbotify", serve: at("/chat", openAi) },
  { name: "@assistant-ui/react", page: "assistant_ui", serve: at("/chat", plainText) },
  { name: "@copilotkit/react-ui", page: "copilotkit", serve: agUi },
  {
    name: "botframework-webchat",
    page: "web_chat",
    serve: at("/chat", plainText),
    hasPreset: true,
  },
  // After a failure there is no field to go on in.
  {
    name: "@typebot.io/js",
    page: "typebot",
    serve: typebot,
    kinds: ["normal", "same", "slow", "last", "status"],
  },
  {
    name: "rasa-webchat",
    page: "rasa",
    script: "rasa-webchat/lib/index.js",
    serve: async () => false,
    attach: rasa,
    // A socket that hangs up says nothing about a turn.
    kinds: ["normal", "same", "slow", "last"],
  },
];
