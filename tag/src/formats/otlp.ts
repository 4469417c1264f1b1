// OTLP/HTTP logs as JSON.
// Source  opentelemetry-proto, logs.proto; OTLP specification, "JSON Protobuf Encoding"
import type { SealedEvent } from "../event/seal.ts";
import type { CollectorOptions } from "../options.ts";
import { type Attribute, attributesOf, nameOf } from "./attributesOf.ts";
import { asBody, type Format } from "./format.ts";

/** SeverityNumber INFO */
const kInfo = 9;

/** 64-bit integers travel as decimal strings, in nanoseconds. */
const nanos = (unixMs: number): string => `${unixMs}000000`;

function anyValue(value: Attribute, isReal = false): object {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value === "number") return isReal ? { doubleValue: value } : { intValue: `${value}` };
  return { arrayValue: { values: value.map((item) => anyValue(item)) } };
}

/** On the resource, once a body, not on each record. */
const ofResource = /^(service\.name|chat\.tag\.version)$/;

function record(event: SealedEvent, eventName: string, attributes: object[]): string {
  return JSON.stringify({
    timeUnixNano: nanos(event.time_ms),
    observedTimeUnixNano: nanos(event.observed_time_ms),
    severityNumber: kInfo,
    eventName,
    attributes,
    traceId: event.trace_id,
    spanId: event.span_id,
  });
}

const pair = (key: string, value: Attribute, isReal = false): object => ({
  key,
  value: anyValue(value, isReal),
});

/** The scores once more, as OpenTelemetry's GenAI conventions name evaluations. */
function evaluations(event: SealedEvent): string[] {
  const records: string[] = [];
  const fields = event as unknown as Record<string, unknown>;
  attributesOf(event, (attribute, score, isReal) => {
    if (!isReal) return;
    const name = attribute.replace(/\.score$/, "");
    const field = name.replace(/^chat\./, "");
    const label = fields[`${field}_label`] ?? fields[field];
    const attributes = [
      pair("gen_ai.evaluation.name", name),
      pair("gen_ai.evaluation.score.value", score, true),
    ];
    if (typeof label === "string") attributes.push(pair("gen_ai.evaluation.score.label", label));
    if (event.conversation_id)
      attributes.push(pair("gen_ai.conversation.id", event.conversation_id));
    attributes.push(pair("event.id", `${event.event_id}:${name}`));
    records.push(record(event, "gen_ai.evaluation.result", attributes));
  });
  return records;
}

export function otlp(options: CollectorOptions): Format {
  return {
    gzip: true,
    partial: true,
    groupOf: (event) => `${event.app} ${event.tag_version}`,
    fragmentOf(event) {
      const attributes: object[] = [];
      attributesOf(event, (name, value, isReal) => {
        if (!ofResource.test(name)) attributes.push(pair(name, value, isReal));
      });
      const records = [record(event, nameOf(event), attributes)];
      return (options.evaluations ? [...records, ...evaluations(event)] : records).join(",");
    },
    bodyOf(fragments, [first]) {
      const { app, tag_version: version } = first as SealedEvent;
      const resource = JSON.stringify({ attributes: [pair("service.name", app)] });
      const scope = JSON.stringify({ name: "undertone", version });
      return asBody(
        `{"resourceLogs":[{"resource":${resource},"scopeLogs":[{"scope":${scope},"logRecords":[${fragments.join(",")}]}]}]}`,
      );
    },
  };
}
