import { AnalyticsBrowser } from "@segment/analytics-next";
import type { Sdk } from "../sdk.ts";

export const sdk: Sdk = (url) => {
  const analytics = AnalyticsBrowser.load(
    {
      writeKey: "key",
      cdnSettings: {
        integrations: {
          "Segment.io": {
            apiKey: "key",
            apiHost: `${url.replace("http://", "")}/v1`,
            protocol: "http",
          },
        },
      },
    },
    { disableClientPersistence: false },
  );
  return (id) => {
    void analytics.track("message", { id });
    return id;
  };
};
