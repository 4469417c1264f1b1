// Messages of support without personal data, full of what looks like it.
import { readFileSync } from "node:fs";
import { Random } from "./random.ts";

const lines = readFileSync(new URL("../../corpus/plain/messages.txt", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#!"));

/** `count` messages; every slot of a line is drawn anew each time. */
export function plainMessages(count: number, seed = 11): string[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, i) => {
    const line = lines[i % lines.length] ?? "";
    return line.replace(/\{([^}]+)\}/g, (_, shape: string) =>
      random.shaped(random.pick(shape.split("|"))),
    );
  });
}
