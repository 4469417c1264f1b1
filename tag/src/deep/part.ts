// The deep script: hands the tag an engine with a second opinion.

import { cuts, language } from "undertone-deep-model";
import type { DeepPart, Part } from "../worker/protocol.ts";
import { cascade } from "./cascade.ts";
import { createDeepModel } from "./deepModel.ts";
import { maySpend } from "./maySpend.ts";

/** Set by the build: the worker's source, and the checksums of what it fetches. */
declare const workerSource: string;
declare const runtimeSha256: string;
declare const wholeRuntimeSha256: string;
declare const modelSha256: string;

/** Time limit of a turn, of loading, and without a question until the memory is given back. */
const kLimitMs = 300;
const kLoadLimitMs = 60_000;
const kIdleMs = 120_000;

const wrap: DeepPart["wrap"] = (link, { options, mode, folder, trustedUrl, onError }) => {
  const { runtimeUrl, modelUrl, model: own } = options;
  // The worker has no address of its own that these could be relative to.
  const base = new URL(folder.replace(/\/?$/, "/"), document.baseURI);
  const beside = (name: string): string => new URL(name, base).href;
  const deep = createDeepModel({
    start: (whole) => ({
      type: "start",
      // A model that we have not seen may need any part of the runtime.
      runtime:
        whole || own || runtimeUrl
          ? { url: runtimeUrl ?? beside("undertone-ort-whole.wasm"), sha256: wholeRuntimeSha256 }
          : { url: beside("undertone-ort.wasm"), sha256: runtimeSha256 },
      model: { url: modelUrl ?? beside(`undertone-deep-${language}.onnx`), sha256: modelSha256 },
      own,
    }),
    cuts,
    language,
    all: own !== undefined,
    eager: mode === "on",
    limitMs: options.limitMs ?? kLimitMs,
    loadLimitMs: options.loadLimitMs ?? kLoadLimitMs,
    idleMs: options.idleMs ?? kIdleMs,
    open() {
      if (options.workerUrl) return new Worker(trustedUrl(options.workerUrl));
      const url = URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" }));
      try {
        return new Worker(trustedUrl(url));
      } finally {
        setTimeout(() => URL.revokeObjectURL(url), kLoadLimitMs);
      }
    },
    may: maySpend,
    onError,
  });
  return cascade(link, deep);
};

const scope = globalThis as { undertoneParts?: Part[] };
scope.undertoneParts ??= [];
scope.undertoneParts.push({ part: "deep", wrap });
