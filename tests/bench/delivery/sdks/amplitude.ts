import { flush, init, setTransport, track } from "@amplitude/analytics-browser";
import type { Sdk } from "../sdk.ts";

export const sdk: Sdk = (url) => {
  init("00000000000000000000000000000000", {
    serverUrl: `${url}/2/httpapi`,
    autocapture: false,
    fetchRemoteConfig: false,
  });
  // What its documentation has for events before a page closes.
  addEventListener("pagehide", () => {
    setTransport("beacon");
    flush();
  });
  return (id) => {
    track("message", { id });
    return id;
  };
};
