import { datadogLogs } from "@datadog/browser-logs";
import type { Sdk } from "../sdk.ts";

export const sdk: Sdk = (url) => {
  datadogLogs.init({
    clientToken: "pub00000000000000000000000000000000",
    proxy: `${url}/dd`,
    sessionSampleRate: 100,
  });
  return (id) => {
    datadogLogs.logger.info("message", { id });
    return id;
  };
};
