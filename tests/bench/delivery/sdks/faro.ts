import { initializeFaro } from "@grafana/faro-web-sdk";
import type { Sdk } from "../sdk.ts";

export const sdk: Sdk = (url) => {
  const faro = initializeFaro({
    url: `${url}/collect`,
    app: { name: "bench" },
    instrumentations: [],
  });
  return (id) => {
    faro.api.pushEvent("message", { id }, "bench", { skipDedupe: true });
    return id;
  };
};
