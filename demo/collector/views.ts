// One DuckDB view per kind of event, its columns those of schema.json.
import type { Field, Schema } from "./schema.ts";

const columnTypes: Partial<Record<Field["type"], string>> = {
  uint: "BIGINT",
  int: "BIGINT",
  score: "INTEGER",
  bool: "BOOLEAN",
  set: "VARCHAR[]",
  counts: "JSON",
};

function column(field: Field): string {
  const type = columnTypes[field.type];
  if (!type) return `event->>'$.${field.name}' AS ${field.name}`;
  return `CAST(event->'$.${field.name}' AS ${type}) AS ${field.name}`;
}

export function createViews(schema: Schema): string[] {
  return schema.events.map(({ name, fields }) => {
    const columns = [...schema.envelope.fields, ...fields].map(column).join(", ");
    return `CREATE OR REPLACE VIEW ${name}s AS SELECT received_ms, ${columns} FROM events WHERE kind = '${name}'`;
  });
}
