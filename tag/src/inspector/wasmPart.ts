// `undertone-inspector.js`. Personal data needs no simd128, so one module serves every browser; where
// the page forbids WebAssembly, the same core comes as plain JavaScript.
import scalar from "undertone-core-scalar";
import { loadPart } from "../worker/loadPart.ts";
import { offer } from "./offerPart.ts";

offer(scalar, async (onError, load) => {
  const { open } = await loadPart("inspector", load, "undertone-inspector-js");
  return open(onError, load);
});
