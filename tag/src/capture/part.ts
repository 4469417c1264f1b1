// `undertone-capture.js`: everything that watches the page. It comes as a script of its own, so that
// the tag itself stays small and a page that calls the API pays nothing for it.
import type { CapturePart } from "../worker/protocol.ts";
import { captureAttributes } from "./attributes.ts";
import { captureGeneric } from "./generic/generic.ts";
import { captureVendors } from "./vendors/vendors.ts";
import { isWatched, watchRoots } from "./watchRoots.ts";

const start: CapturePart["start"] = (sink, nowMs, safely, options) => {
  if (isWatched(window)) return undefined;
  const generic = captureGeneric(sink, nowMs, safely, options);
  const ways = [
    captureAttributes(sink, nowMs, safely, generic.heard),
    captureVendors(sink, nowMs, safely),
    generic,
  ];
  const unwatch = watchRoots({
    changed: (records) => {
      for (const way of ways) way.changed(records);
    },
    found: (root) => {
      for (const way of ways) way.found(root);
    },
    entered: (window) => {
      for (const way of ways) way.entered?.(window);
    },
  });
  return {
    leave(restart) {
      for (const way of ways) way.leave(restart);
    },
    stop() {
      unwatch();
      for (const way of ways) way.stop();
    },
  };
};

const scope = globalThis as { undertoneParts?: object[] };
scope.undertoneParts ??= [];
scope.undertoneParts.push({ part: "capture", start } satisfies CapturePart);
