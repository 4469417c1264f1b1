import { captureMessage, init } from "@sentry/browser";
import type { Sdk } from "../sdk.ts";

export const sdk: Sdk = (url) => {
  init({ dsn: `${url.replace("//", "//key@")}/1`, integrations: [], defaultIntegrations: false });
  return (id) => {
    captureMessage(id);
    return id;
  };
};
