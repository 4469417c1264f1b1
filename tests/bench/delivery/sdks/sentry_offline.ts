import {
  captureMessage,
  init,
  makeBrowserOfflineTransport,
  makeFetchTransport,
} from "@sentry/browser";
import type { Sdk } from "../sdk.ts";

export const sdk: Sdk = (url) => {
  init({
    dsn: `${url.replace("//", "//key@")}/1`,
    integrations: [],
    defaultIntegrations: false,
    transport: makeBrowserOfflineTransport(makeFetchTransport),
    transportOptions: { flushAtStartup: true },
  });
  return (id) => {
    captureMessage(id);
    return id;
  };
};
