// Lets through what core/event/event.schema.gen.json describes, and nothing else.
import { Ajv2020 } from "ajv/dist/2020.js";

/** An event that matches the JSON Schema. */
export interface StoredEvent {
  readonly kind: string;
  readonly event_id: string;
  readonly time_ms: number;
  readonly observed_time_ms: number;
  readonly sequence: number;
  readonly session_id: string;
  readonly conversation_id?: string;
  readonly app: string;
  readonly engine: string;
}

export type Validator = (event: unknown) => StoredEvent | { readonly reason: string };

/** Compiles the schema. A reason names fields and rules, never a value. */
export function createValidator(jsonSchema: { $defs: Record<string, object> }): Validator {
  const ajv = new Ajv2020({ strict: false, discriminator: false });
  ajv.addSchema({ ...jsonSchema, $id: "events" });
  const byKind = new Map<string, ReturnType<typeof ajv.compile>>();
  for (const [name, definition] of Object.entries(jsonSchema.$defs)) {
    const kind = (definition as { properties?: { kind?: { const?: string } } }).properties?.kind
      ?.const;
    if (kind) byKind.set(kind, ajv.compile({ $ref: `events#/$defs/${name}` }));
  }
  return (event) => {
    const kind = (event as { kind?: unknown } | undefined)?.kind;
    const validate = typeof kind === "string" ? byKind.get(kind) : undefined;
    if (!validate) return { reason: "not an event of ours" };
    if (validate(event)) return event as StoredEvent;
    const [error] = validate.errors ?? [];
    const field = error?.instancePath || "event";
    return { reason: `${kind}: ${field.replace(/[^\w/]/g, "")} breaks "${error?.keyword}"` };
  };
}
