// A model's name comes from the network: nothing of the chat may pass for one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isModelName } from "../../../tag/src/capture/network/names.ts";

test("names of models pass", () => {
  for (const name of ["gpt-4o-2024-08-06", "claude-3-5-sonnet-20241022", "models/gemini-1.5", "o3"])
    assert.ok(isModelName(name, "where is my order? It is on its way."), name);
});

test("what could be text of the chat does not", () => {
  const said = "My name is Maria";
  for (const name of [
    "maria",
    "4111111111111111",
    "555-123-4567",
    "DE89370400440532013000",
    "https://a/b",
  ])
    assert.ok(!isModelName(name, said), name);
});
