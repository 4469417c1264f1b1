// What a site may configure of the deep tier. Every option has a default.
import type { OwnModel } from "./protocol.ts";

export type DeepMode = "auto" | "on" | "off";

export interface DeepOptions {
  /** ONNX Runtime's `.wasm` of the pinned version. Default: what our model needs of it, `undertone-ort.wasm`
   * beside the scripts, or with a model of your own the whole, `undertone-ort-whole.wasm`. */
  runtimeUrl?: string;
  /** The model. Default: `undertone-deep-en.onnx` beside the scripts. Both are checked by SHA-256. */
  modelUrl?: string;
  /** A self-hosted `undertone-deep-worker.js`, for pages whose `worker-src` forbids `blob:`. */
  workerUrl?: string;
  /** Time limit of one turn, after which the core's word stands. Default 300. */
  limitMs?: number;
  /** Time limit for runtime and model to be ready. Default 60,000. */
  loadLimitMs?: number;
  /** Without a question for so long, worker and memory are given back. Default 120,000. */
  idleMs?: number;
  /** A classifier of the site's own: what it says becomes the `topic` of every user turn. */
  model?: OwnModel;
}
