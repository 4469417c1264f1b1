// `undertone-inspector-js.js`, for pages that forbid WebAssembly.
import { instantiate } from "undertone-core-js";
import { offer } from "./offerPart.ts";

offer(instantiate);
