// The worker's source where WebAssembly is forbidden: the same core as plain JavaScript.
import { instantiate } from "undertone-core-js";
import { serve } from "./worker.ts";

serve("js", () => instantiate);
