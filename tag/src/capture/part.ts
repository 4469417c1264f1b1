// `undertone-capture.js`: everything that watches the page. It comes as a script of its own, so that
// the tag itself stays small and a page that calls the API pays nothing for it.
import type { CapturePart } from "../worker/protocol.ts";
import { captureAttributes } from "./attributes.ts";
import { captureGeneric } from "./generic/generic.ts";
import type { Capture } from "./turn.ts";
import { captureVendors } from "./vendors/vendors.ts";
import { isWatched, type RootListener, watchRoots } from "./watchRoots.ts";

const start: CapturePart["start"] = (sink, nowMs, safely, options) => {
  if (isWatched(window)) return undefined;
  const generic = captureGeneric(sink, nowMs, safely, options);
  const ways: (Capture & RootListener)[] = [
    captureAttributes(sink, nowMs, safely, generic.heard),
    captureVendors(sink, nowMs, safely),
    generic,
  ];
  /** What fails in one of them is no failure of the others. */
  const each = (call: (way: Capture & RootListener) => void): void => ways.forEach(safely(call));
  const unwatch = watchRoots(
    {
      changed: (records, atMs) => each((way) => way.changed(records, atMs)),
      grows: (node) => ways.some((way) => way.grows?.(node)),
      found: (root) => each((way) => way.found(root)),
      entered: (on, window, undo) => each((way) => way.entered?.(on, window, undo)),
    },
    nowMs,
    safely,
  );
  return {
    leave: (restart) => each((way) => way.leave(restart)),
    stop() {
      unwatch();
      for (const way of ways) way.stop();
    },
  };
};

const scope = globalThis as { undertoneParts?: object[] };
scope.undertoneParts ??= [];
scope.undertoneParts.push({ part: "capture", start } satisfies CapturePart);
