// Events in DuckDB: each once, by event_id.
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { Schema } from "./schema.ts";
import type { StoredEvent } from "./validate.ts";
import { createViews } from "./views.ts";

const kTable = `CREATE TABLE IF NOT EXISTS events (
  event_id VARCHAR PRIMARY KEY, kind VARCHAR NOT NULL, time_ms BIGINT NOT NULL,
  received_ms BIGINT NOT NULL, arrival BIGINT NOT NULL, session_id VARCHAR NOT NULL,
  conversation_id VARCHAR, app VARCHAR NOT NULL, event JSON NOT NULL)`;

const kInsert =
  "INSERT INTO events VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING arrival";

export interface Arrived {
  readonly arrival: number;
  readonly received_ms: number;
  readonly event: StoredEvent;
}

export interface EventQuery {
  readonly session?: string | undefined;
  readonly conversation?: string | undefined;
  readonly kind?: string | undefined;
  /** only what arrived after this one */
  readonly after: number;
  readonly limit: number;
}

type Row = Record<string, unknown>;
type Value = string | number | bigint | null;

export class Store {
  /** statements run one after another: a connection is not for use in parallel */
  private _last: Promise<unknown> = Promise.resolve();
  private _arrivals = 0;

  private constructor(
    private readonly _instance: DuckDBInstance,
    private readonly _connection: DuckDBConnection,
    readonly place: string,
  ) {}

  /** Opens the database file; in memory, saying why, where that fails. */
  static async open(file: string, schema: Schema, say: (line: string) => void): Promise<Store> {
    let place = file;
    let instance: DuckDBInstance;
    try {
      if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true });
      instance = await DuckDBInstance.create(file);
    } catch (error) {
      const [reason] = (error instanceof Error ? error.message : String(error)).split("\n");
      say(`collector: cannot open ${file}: ${reason}`);
      say(
        "collector: events are kept in memory and are gone when this stops; UNDERTONE_DB names another file",
      );
      place = ":memory:";
      instance = await DuckDBInstance.create(place);
    }
    const store = new Store(instance, await instance.connect(), place);
    for (const sql of [kTable, ...createViews(schema)]) await store._rows(sql, []);
    const [row] = await store._rows(
      "SELECT coalesce(max(arrival), 0)::DOUBLE AS last FROM events",
      [],
    );
    store._arrivals = Number(row?.last);
    return store;
  }

  /** Stores what is new; returns how many that were. */
  async add(events: readonly StoredEvent[], nowMs: number): Promise<number> {
    let added = 0;
    for (const event of events) {
      this._arrivals += 1;
      const rows = await this._rows(kInsert, [
        event.event_id,
        event.kind,
        BigInt(event.time_ms),
        BigInt(nowMs),
        BigInt(this._arrivals),
        event.session_id,
        event.conversation_id ?? null,
        event.app,
        JSON.stringify(event),
      ]);
      added += rows.length;
    }
    return added;
  }

  /** Newest first. */
  async events({ session, conversation, kind, after, limit }: EventQuery): Promise<Arrived[]> {
    const rows = await this._rows(
      `SELECT arrival::DOUBLE AS arrival, received_ms::DOUBLE AS received_ms, event FROM events
       WHERE arrival > $1 AND ($2 IS NULL OR session_id = $2) AND ($3 IS NULL OR conversation_id = $3)
         AND ($4 IS NULL OR kind = $4)
       ORDER BY arrival DESC LIMIT $5`,
      [after, session ?? null, conversation ?? null, kind ?? null, limit],
    );
    return rows.map(({ arrival, received_ms, event }) => ({
      arrival: Number(arrival),
      received_ms: Number(received_ms),
      event: JSON.parse(String(event)) as StoredEvent,
    }));
  }

  /** The latest summary of each conversation, newest first. */
  async conversations(limit: number): Promise<StoredEvent[]> {
    const rows = await this._rows(
      `SELECT event FROM events WHERE kind = 'conversation'
       QUALIFY row_number() OVER (PARTITION BY conversation_id
         ORDER BY CAST(event->'$.final' AS BOOLEAN) DESC, CAST(event->'$.sequence' AS BIGINT) DESC) = 1
       ORDER BY time_ms DESC LIMIT $1`,
      [limit],
    );
    return rows.map(({ event }) => JSON.parse(String(event)) as StoredEvent);
  }

  async count(): Promise<number> {
    const [row] = await this._rows("SELECT count(*)::DOUBLE AS events FROM events", []);
    return Number(row?.events);
  }

  /** Rows of a query over the views, for tests and the curious. */
  query(sql: string, values: readonly Value[] = []): Promise<Row[]> {
    return this._rows(sql, values);
  }

  async close(): Promise<void> {
    await this._last.catch(() => undefined);
    this._connection.closeSync();
    this._instance.closeSync();
  }

  private _rows(sql: string, values: readonly Value[]): Promise<Row[]> {
    const run = async () => {
      const reader = await this._connection.runAndReadAll(sql, [...values]);
      return reader.getRowObjectsJson() as Row[];
    };
    const result = this._last.then(run, run);
    this._last = result.catch(() => undefined);
    return result;
  }
}
