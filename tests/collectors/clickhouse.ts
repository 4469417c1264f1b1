// ClickHouse in this process, and its HTTP interface as far as the collector's exporter uses it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { repository } from "../support/repository.ts";

interface Session {
  query(sql: string, format?: string): string;
  queryAsync(sql: string, options: { format: string }): Promise<{ bytes(): Uint8Array }>;
  cleanup(): void;
}

/** Where no collector made it: the columns of its table that the generated SQL reads. */
const kOtelLogs = `CREATE TABLE IF NOT EXISTS otel_logs (
  Timestamp DateTime64(9), TraceId String, SpanId String, ServiceName LowCardinality(String),
  ScopeName String, ScopeVersion LowCardinality(String),
  LogAttributes Map(LowCardinality(String), String), EventName String
) ENGINE = MergeTree ORDER BY Timestamp`;

/** What a client asks before anything else. */
const kHello = /^SELECT displayName\(\), version\(\), revision\(\), timezone\(\)/;

const text = (value: string): Buffer =>
  Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);

/**
 * The answer to that, in the Native format of the newest revision. It tells the oldest one, so that
 * all that follows may be Native as ClickHouse writes it without a client's word.
 */
function helloOf(version: string): Buffer {
  const blockInfo = Buffer.from([1, 0, 2, 0xff, 0xff, 0xff, 0xff, 0]);
  const column = (name: string, type: string, data: Buffer): Buffer[] => [
    text(name),
    text(type),
    Buffer.from([0]),
    data,
  ];
  return Buffer.concat([
    blockInfo,
    Buffer.from([4, 1]), // columns, rows
    ...column("displayName()", "String", text("chdb")),
    ...column("version()", "String", text(version)),
    ...column("revision()", "UInt32", Buffer.alloc(4)),
    ...column("timezone()", "String", text("UTC")),
  ]);
}

export class ClickHouse {
  private readonly folder = mkdtempSync(join(tmpdir(), "undertone-chdb-"));
  private readonly session: Session;
  private server: Server | undefined;

  constructor() {
    const require = createRequire(join(process.env.UNDERTONE_CHDB ?? "", "package.json"));
    const { Session: Open } = require("chdb") as { Session: new (folder: string) => Session };
    this.session = new Open(join(this.folder, "data"));
    this.run("CREATE DATABASE IF NOT EXISTS default");
    this.run("USE default");
  }

  /** The generated table and views, beside the table of the collector's exporter. */
  addViews(): void {
    this.run(kOtelLogs);
    const generated = readFileSync(join(repository, "core/event/clickhouse.gen.sql"), "utf8");
    const statements = generated.replace(/^--.*$/gm, "").split(/;\s*\n/);
    for (const sql of statements) if (sql.trim()) this.run(sql);
  }

  run(sql: string): void {
    this.session.query(sql);
  }

  rows<Row>(sql: string): Row[] {
    const settings = "SETTINGS output_format_json_quote_64bit_integers = 0";
    const lines = this.session.query(`${sql} ${settings}`, "JSONEachRow");
    return lines
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Row);
  }

  /** Opens the HTTP interface; returns its address. */
  async listen(): Promise<string> {
    const server = createServer((request, response) => {
      this.answer(request).then(
        (bytes) => response.end(bytes),
        (error: Error) => response.writeHead(500).end(error.message),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.server = server;
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  private async answer(request: IncomingMessage): Promise<Uint8Array> {
    const body = await buffer(request);
    const insert = new URL(request.url ?? "", "http://here").searchParams.get("query");
    if (insert) {
      const block = join(this.folder, "block.native");
      writeFileSync(block, body);
      this.run(insert.replace(/FORMAT Native\s*$/i, `SELECT * FROM file('${block}', 'Native')`));
      return Buffer.alloc(0);
    }
    const sql = body.toString();
    if (kHello.test(sql)) return helloOf(this.session.query("SELECT version()", "TSV").trim());
    return (await this.session.queryAsync(sql, { format: "Native" })).bytes();
  }

  close(): void {
    this.server?.close();
    this.server?.closeAllConnections();
    this.session.cleanup();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
