// ClickHouse in this process, with the generated table and views.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "../support/repository.ts";

interface Session {
  query(sql: string, format?: string): string;
  cleanup(): void;
}

/** The columns of the exporter's table that the generated SQL reads. */
const kOtelLogs = `CREATE TABLE otel_logs (
  Timestamp DateTime64(9), TraceId String, SpanId String, ServiceName LowCardinality(String),
  ScopeName String, ScopeVersion LowCardinality(String),
  LogAttributes Map(LowCardinality(String), String), EventName String
) ENGINE = MergeTree ORDER BY Timestamp`;

/** An AnyValue as the exporter's maps have it: text, arrays as JSON. */
const kText = `multiIf(
  JSONHas(a, 'value', 'arrayValue'),
    toJSONString(arrayMap(v -> JSONExtractString(v, 'stringValue'), JSONExtractArrayRaw(a, 'value', 'arrayValue', 'values'))),
  JSONHas(a, 'value', 'stringValue'), JSONExtractString(a, 'value', 'stringValue'),
  JSONHas(a, 'value', 'intValue'), JSONExtractString(a, 'value', 'intValue'),
  JSONExtractRaw(a, 'value', concat(JSONExtractKeys(a, 'value')[1])))`;

/** What the collector's file exporter wrote, as rows of the table that its ClickHouse exporter fills. */
const kFromFile = (file: string) => `INSERT INTO otel_logs
SELECT fromUnixTimestamp64Nano(toInt64(JSONExtractString(l, 'timeUnixNano'))),
  JSONExtractString(l, 'traceId'), JSONExtractString(l, 'spanId'),
  JSONExtractString(arrayFirst(a -> JSONExtractString(a, 'key') = 'service.name', JSONExtractArrayRaw(r, 'resource', 'attributes')), 'value', 'stringValue'),
  JSONExtractString(s, 'scope', 'name'), JSONExtractString(s, 'scope', 'version'),
  mapFromArrays(
    arrayMap(a -> JSONExtractString(a, 'key'), JSONExtractArrayRaw(l, 'attributes')),
    arrayMap(a -> ${kText}, JSONExtractArrayRaw(l, 'attributes'))),
  JSONExtractString(l, 'eventName')
FROM file('${file}', 'JSONAsString', 'json String')
ARRAY JOIN JSONExtractArrayRaw(json, 'resourceLogs') AS r
ARRAY JOIN JSONExtractArrayRaw(r, 'scopeLogs') AS s
ARRAY JOIN JSONExtractArrayRaw(s, 'logRecords') AS l`;

export class ClickHouse {
  private readonly folder = mkdtempSync(join(tmpdir(), "undertone-chdb-"));
  private readonly session: Session;

  constructor() {
    const require = createRequire(join(process.env.UNDERTONE_CHDB ?? "", "package.json"));
    const { Session: Open } = require("chdb") as { Session: new (folder: string) => Session };
    this.session = new Open(this.folder);
    this.run("CREATE DATABASE chat");
    this.run("USE chat");
    this.run(kOtelLogs);
    const generated = readFileSync(join(repository, "core/event/clickhouse.gen.sql"), "utf8");
    const statements = generated.replace(/^--.*$/gm, "").split(/;\s*\n/);
    for (const sql of statements) if (sql.trim()) this.run(sql);
  }

  run(sql: string): void {
    this.session.query(sql);
  }

  /** The collector's file becomes rows; called again, rows arrive twice. */
  readOtel(file: string): void {
    this.run(kFromFile(file));
  }

  rows<Row>(sql: string): Row[] {
    const settings = "SETTINGS output_format_json_quote_64bit_integers = 0";
    const text = this.session.query(`${sql} ${settings}`, "JSONEachRow");
    return text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Row);
  }

  close(): void {
    this.session.cleanup();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
