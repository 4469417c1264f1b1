// The helpers for frameworks, each in an example on its real package: what the visitor and the service
// said is what the events tell.
//
//   node --import tsx tests/e2e/widgets/examples.ts
import { launch } from "../../support/browsers/launch.ts";
import { bundlePages } from "./bundle.ts";
import { drive } from "./drive.ts";
import { aiSdk, deepChat, plainText } from "./mocks/protocols.ts";
import { answerIn, bodyOf, type Protocol } from "./mocks/service.ts";
import { type Kind, questions } from "./turns.ts";

interface Example {
  page: string;
  protocol: Protocol;
  /** the service answers in words that it failed: for the store a message like any other */
  saysErrors?: boolean;
}

const examples: readonly Example[] = [
  { page: "react_hook", protocol: aiSdk },
  { page: "vue_composable", protocol: plainText },
  { page: "assistant_ui_runtime", protocol: plainText },
  { page: "web_chat_store", protocol: plainText, saysErrors: true },
  { page: "deep_chat_events", protocol: deepChat },
];
const kinds: readonly Kind[] = ["normal", "same", "status", "last"];

interface Told {
  kind: string;
  revision?: number;
  length_codepoints?: number;
  error?: string;
}

/** What is wrong with the example; nothing if it is right. */
async function examine({ page, protocol, saysErrors = false }: Example): Promise<string[]> {
  const told: Told[] = [];
  const browser = await launch("chromium");
  try {
    const { truths } = await drive(
      browser,
      {
        name: page,
        page,
        serve: async (request, response, run) => {
          if (request.url === "/events") {
            for (const line of (await bodyOf(request)).trim().split("\n"))
              told.push(JSON.parse(line));
            response.end();
          } else if (request.url === "/chat") await answerIn(protocol, run, response);
          else return false;
          return true;
        },
      },
      { bare: true, kinds },
    );
    const users = told.filter(({ kind }) => kind === "user_message");
    const answers = told.filter(({ kind, revision }) => kind === "assistant_message" && !revision);
    const wrong: string[] = [];
    for (const [at, kind] of kinds.entries()) {
      const { length_codepoints: said } = users[at] ?? {};
      if (said !== questions[kind].length) wrong.push(`${page}: question ${kind}: ${said}`);
      const { length_codepoints: length, error } = answers[at] ?? {};
      const hasFailed = kind === "status";
      // How a widget says that it failed is its own.
      const isWhole = hasFailed || length === truths[at]?.text.length;
      const isTold = (error !== "none") === (hasFailed && !saysErrors);
      if (!isWhole || !isTold) wrong.push(`${page}: answer ${kind}: ${length}, ${error}`);
    }
    if (users.length !== kinds.length || answers.length !== kinds.length) {
      wrong.push(`${page}: ${users.length} questions and ${answers.length} answers`);
    }
    console.log(`${page.padEnd(24)} ${wrong.length === 0 ? "as said" : "WRONG"}`);
    return wrong;
  } finally {
    await browser.close();
  }
}

await bundlePages(
  examples.map(({ page }) => page),
  "examples",
);
const outcomes = examples.map((one) =>
  examine(one).catch((error: unknown) => [`${one.page}: ${error}`]),
);
const wrong = (await Promise.all(outcomes)).flat();
for (const one of wrong) console.error(`examples: ${one}`);
if (wrong.length > 0) process.exit(1);
