// Presets as one selector; the site's own beside them.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { ignoredBy } from "../../../tag/src/capture/presets.ts";

const scope = globalThis as { document?: unknown };

describe("what is ignored", () => {
  beforeEach(() => {
    scope.document = {
      querySelector: (selector: string) => {
        if (selector.includes("[[")) throw new SyntaxError("no selector");
        return null;
      },
    };
  });
  afterEach(() => {
    delete scope.document;
  });

  it("is each preset's noise inside its own widget, and nowhere else", () => {
    for (const one of ignoredBy().split(",")) assert.match(one, /^\.[\w-]+ \.[\w-]+$/);
  });

  it("is what the site says as well", () => {
    assert.equal(ignoredBy(".badge"), `${ignoredBy()},.badge`);
  });

  it("is not what is no selector: the page goes on", () => {
    assert.equal(ignoredBy("[[badge"), ignoredBy());
  });
});
