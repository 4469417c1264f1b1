// OTLP/HTTP logs as JSON -> events as schema.json names them.
// Source  opentelemetry-proto, logs.proto and common.proto; OTLP specification, "JSON Protobuf Encoding"
import { attributeOf, type Field, type Schema, zeroOf } from "./schema.ts";

interface AnyValue {
  stringValue?: string;
  boolValue?: boolean;
  intValue?: string | number;
  doubleValue?: number;
  arrayValue?: { values?: AnyValue[] };
}
interface KeyValue {
  key?: string;
  value?: AnyValue;
}
interface LogRecord {
  eventName?: string;
  timeUnixNano?: string | number;
  observedTimeUnixNano?: string | number;
  traceId?: string;
  spanId?: string;
  attributes?: KeyValue[];
}
interface LogsRequest {
  resourceLogs?: {
    resource?: { attributes?: KeyValue[] };
    scopeLogs?: { scope?: { version?: string }; logRecords?: LogRecord[] }[];
  }[];
}

type Attributes = Map<string, unknown>;

const kPrefix = "chat.";
const kNanosPerMs = 1_000_000n;

function plain(value: AnyValue = {}): unknown {
  if (value.intValue !== undefined) return Number(value.intValue);
  if (value.arrayValue) return (value.arrayValue.values ?? []).map(plain);
  return value.stringValue ?? value.boolValue ?? value.doubleValue;
}

function attributesOf(pairs: KeyValue[] = [], into: Attributes = new Map()): Attributes {
  for (const { key, value } of pairs) if (key) into.set(key, plain(value));
  return into;
}

function millis(nanos: string | number | undefined): number | undefined {
  return nanos !== undefined && /^\d+$/.test(`${nanos}`)
    ? Number(BigInt(nanos) / kNanosPerMs)
    : undefined;
}

function countsOf(attribute: string, attributes: Attributes): Record<string, unknown> {
  const prefix = `${attribute}.`;
  const found = [...attributes].filter(
    ([key]) => /^[A-Z_a-z0-9]+$/.test(key.slice(prefix.length)) && key.startsWith(prefix),
  );
  return Object.fromEntries(found.map(([key, count]) => [key.slice(prefix.length), count]));
}

function fieldValue(field: Field, attributes: Attributes, schema: Schema): unknown {
  const attribute = attributeOf(field);
  if (field.type === "counts") return countsOf(attribute, attributes);
  const value = attributes.get(attribute);
  if (value === undefined) return field.optional ? undefined : zeroOf(field, schema);
  return field.type === "score" && typeof value === "number" ? Math.round(value * 100) : value;
}

/** The scores of an event once more, where a site asked for that. */
const kEvaluation = "gen_ai.evaluation.result";

/** One event per record; a record that is none of ours becomes undefined. */
export function eventsOfOtlp(body: unknown, schema: Schema): unknown[] {
  const events: unknown[] = [];
  for (const { resource, scopeLogs = [] } of (body as LogsRequest).resourceLogs ?? []) {
    for (const { scope, logRecords = [] } of scopeLogs) {
      for (const record of logRecords) {
        if (record.eventName === kEvaluation) continue;
        const attributes = attributesOf(record.attributes, attributesOf(resource?.attributes));
        if (scope?.version) attributes.set("chat.tag.version", scope.version);
        events.push(eventOf(record, attributes, schema));
      }
    }
  }
  return events;
}

function eventOf(record: LogRecord, attributes: Attributes, schema: Schema): unknown {
  const name = record.eventName?.startsWith(kPrefix) ? record.eventName.slice(kPrefix.length) : "";
  const type = schema.events.find((event) => event.name === name);
  if (!type) return undefined;
  const event: Record<string, unknown> = {
    kind: type.name,
    time_ms: millis(record.timeUnixNano),
    observed_time_ms: millis(record.observedTimeUnixNano),
  };
  if (record.traceId) event.trace_id = record.traceId;
  if (record.spanId) event.span_id = record.spanId;
  for (const field of [...schema.envelope.fields, ...type.fields]) {
    if (attributeOf(field) === "") continue;
    const value = fieldValue(field, attributes, schema);
    if (value !== undefined) event[field.name] = value;
  }
  return event;
}
