import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-http";
import { BatchLogRecordProcessor, LoggerProvider } from "@opentelemetry/sdk-logs";
import type { Sdk } from "../sdk.ts";

export const sdk: Sdk = (url) => {
  const exporter = new OTLPLogExporter({ url: `${url}/v1/logs` });
  const provider = new LoggerProvider({ processors: [new BatchLogRecordProcessor({ exporter })] });
  const logger = provider.getLogger("bench");
  return (id) => {
    logger.emit({ eventName: "message", attributes: { id } });
    return id;
  };
};
