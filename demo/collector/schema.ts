// The part of core/event/schema.json that a receiver needs.

export interface Field {
  readonly name: string;
  readonly type:
    | "uint"
    | "int"
    | "bool"
    | "score"
    | "enum"
    | "set"
    | "counts"
    | "id"
    | "label"
    | "version";
  readonly of?: string;
  /** name on OTLP; absent = "chat." and the name, "" = a place of its own */
  readonly attribute?: string;
  readonly optional?: boolean;
}

export interface Schema {
  readonly enums: Readonly<Record<string, { readonly values: readonly string[] }>>;
  readonly envelope: { readonly fields: readonly Field[] };
  readonly events: readonly { readonly name: string; readonly fields: readonly Field[] }[];
}

export const attributeOf = (field: Field): string => field.attribute ?? `chat.${field.name}`;

/** What an absent field means on a wire that leaves out what says nothing. */
export function zeroOf(field: Field, schema: Schema): unknown {
  if (field.type === "enum") return schema.enums[field.of ?? ""]?.values[0];
  if (field.type === "set") return [];
  if (field.type === "counts") return {};
  if (field.type === "bool") return false;
  if (field.type === "uint" || field.type === "int" || field.type === "score") return 0;
  return undefined;
}
