// Sources are pure ASCII: what one sees is what the compiler reads. Data and corpora may hold any
// script, and generated files whatever their data asks for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { filesBelow, read } from "./tree.mjs";

const source = /\.(c|cc|cpp|h|mjs|ts|tsx|css|txt|cmake|py)$/;
const data = /^(tests\/corpus|tests\/golden|models)\/|\.gen\./;

const sources = filesBelow().filter(
  (path) => source.test(path) && (!data.test(path) || path.endsWith(".py")),
);

test("sources are pure ASCII", () => {
  assert.ok(sources.length > 50);
  const offences = sources.flatMap((path) =>
    read(path)
      .split("\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is the point
      .flatMap((line, i) => (/[^\x00-\x7f]/.test(line) ? [`${path}:${i + 1}`] : [])),
  );
  assert.deepEqual(offences, []);
});
