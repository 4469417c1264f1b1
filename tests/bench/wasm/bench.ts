// Time of one 200-character message, everything on, in Node. node --import tsx tests/bench/wasm/bench.ts
import { cpus } from "node:os";
import { Engine } from "../../../wasm/index.ts";
import { loadModels } from "../../support/models.ts";
import { kinds, sources } from "../../wasm/modules.ts";

/** As users write, cut to 200 characters; different ones, so that no branch is learnt by heart. */
const texts = [
  "I have been waiting for my order #48213 for two weeks now and nobody answers my mails. Can you please tell me where it is? My address is the same as before, and the tracking page only says 'in transit' since Monday.",
  "That is not what I asked for!! I want to change the delivery date, not cancel the whole order. Please read my question again, or let me talk to a human being who is able to help me with this, thank you very much.",
  "Thanks, that worked on my laptop. On my phone the app still shows the old plan and asks me to pay 9.99 again every time I open it. I tried to log out and in again and also reinstalled it, but nothing has changed yet.",
  "hi, how can i reset my password? i tried the link in the email you sent to me yesterday but it says that it is expired, and when i ask for a new one nothing arrives, also not in the spam folder. what should i do now?",
].map((text) => text.slice(0, 200));

const rounds = 20_000;
const quantile = (sorted: Float64Array, q: number) => sorted[Math.floor(sorted.length * q)] ?? 0;

console.log(`${cpus()[0]?.model}, Node ${process.version}, ${rounds} messages of 200 characters`);
for (const kind of kinds) {
  const engine = await Engine.load(sources[kind]);
  loadModels(engine);
  const conversation = engine.newConversation();
  const times = new Float64Array(rounds);
  for (let i = -2000; i < rounds; ++i) {
    const input = { kind: "message", role: i % 2 === 0 ? "user" : "assistant" } as const;
    const text = texts[Math.abs(i >> 1) % texts.length];
    const begin = performance.now();
    engine.push(conversation, input, text);
    if (i >= 0) times[i] = (performance.now() - begin) * 1000;
  }
  const users = times.filter((_, i) => i % 2 === 0).sort();
  const answers = times.filter((_, i) => i % 2 === 1).sort();
  const show = (sorted: Float64Array) =>
    `median ${quantile(sorted, 0.5).toFixed(1)} us, 95% ${quantile(sorted, 0.95).toFixed(1)} us`;
  console.log(`${kind.padEnd(12)} user: ${show(users)}   assistant: ${show(answers)}`);
}
