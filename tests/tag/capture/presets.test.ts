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

  it("is each preset's noise by the names of its own widget, and nothing else", () => {
    const own = /^\.(ChatApp \.|(cs|nlux|webchat|rce|vac)[-_])[\w-]+$/;
    for (const one of ignoredBy().split(",")) assert.match(one, own);
  });

  it("is what the site says as well", () => {
    assert.equal(ignoredBy(".badge"), `${ignoredBy()},.badge`);
  });

  it("is not what is no selector: the page goes on", () => {
    assert.equal(ignoredBy("[[badge"), ignoredBy());
  });
});
