// The engine script: hands the tag what it needs to start a worker.
import { connect } from "./connect.ts";
import type { Part } from "./protocol.ts";

/** Set by the build: the worker's source, and the module for it as base64. */
declare const workerSource: string;
declare const wasmBase64: string | undefined;

const scope = globalThis as { undertoneParts?: Part[] };
scope.undertoneParts ??= [];
scope.undertoneParts.push({
  part: "engine",
  connect: (options) => connect(workerSource, wasmBase64, options),
});
