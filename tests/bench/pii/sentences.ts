// Sentences that hold one piece of personal data each, and where it stands.
import type { Entity } from "../../../wasm/index.ts";
import { america } from "./kinds/america.ts";
import { asiaPacific } from "./kinds/asia_pacific.ts";
import { europeNorth } from "./kinds/europe_north.ts";
import { europeWest } from "./kinds/europe_west.ts";
import { general, hiddenEmail } from "./kinds/general.ts";
import { keyworded } from "./kinds/keyworded.ts";
import type { Kind } from "./kinds/kind.ts";
import { lookAlikes, secrets } from "./kinds/secrets.ts";
import { Random } from "./random.ts";

export interface Sentence {
  readonly text: string;
  readonly type: Entity["type"];
  readonly value: string;
}

/** Kinds that a check digit or a strict grammar proves. */
export const validated: readonly Kind[] = [
  ...general,
  ...america,
  ...europeWest,
  ...europeNorth,
  ...asiaPacific,
];
export { hiddenEmail, keyworded, secrets };

/** What people write around a value that speaks for itself. */
const anywhere = [
  "{}",
  "{} is what they gave me",
  "it's {}",
  "hello, here it is: {}. thanks!",
  "I already sent it ({}) yesterday",
  "you asked for it:\n{}\nanything else?",
  "hola, es {} gracias",
  "voil\u00e0 : {}",
  "das w\u00e4re {}, reicht das?",
  "please use {} from now on",
  'he wrote "{}" to me',
];
/** What may follow a sentence that has a word for its value. */
const endings = ["", "", "", ".", " thanks", ", is that right?", "\nwhat else do you need?", " !!"];
const beginnings = ["", "", "", "hi, ", "Hello there. ", "ok so ", "As you asked: ", "sorry, "];

/** `each` sentences of every kind. */
export function sentences(kinds: readonly Kind[], each: number, seed = 7): Sentence[] {
  const random = new Random(seed);
  return kinds.flatMap(({ type, make, contexts, plain }) =>
    Array.from({ length: each }, (_, i) => {
      const value = make(random);
      const free = plain && i % 2 === 1;
      const context = free ? random.pick(anywhere) : (contexts[(i >> 1) % contexts.length] ?? "{}");
      const around = free ? context : random.pick(beginnings) + context + random.pick(endings);
      return { text: around.replace("{}", () => value), type, value };
    }),
  );
}

/** Messages that hold something like a secret. */
export function likeSecrets(count: number, seed = 3): string[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, i) =>
    (lookAlikes[i % lookAlikes.length] ?? String)(random),
  );
}
