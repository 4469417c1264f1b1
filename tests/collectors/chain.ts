// A site with the tag, the OpenTelemetry Collector with the configurations of tag/collectors/ beside
// it, and the file that it writes.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../support/browsers/browser.ts";
import { freePort, start, stop } from "../support/browsers/process.ts";
import { repository } from "../support/repository.ts";

/** A log record as the collector's file has it. */
export interface LogRecord {
  timeUnixNano: string;
  body?: { stringValue?: string };
}

interface Line {
  resourceLogs: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] };
    scopeLogs: { logRecords: LogRecord[] }[];
  }[];
}

export interface Chain {
  siteUrl: string;
  /** where the collector takes events */
  url: string;
  /** what the collector has written into its file of an app so far */
  records(app: string): LogRecord[];
  stop(): Promise<void>;
}

async function startSite() {
  const script = readFileSync(join(repository, "tag/dist/undertone.js"));
  const server = createServer((request, response) => {
    const isScript = request.url === "/undertone.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : '<!doctype html><script src="/undertone.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function recordsOf(file: string, app: string): LogRecord[] {
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  const all = lines.flatMap((line) => (JSON.parse(line) as Line).resourceLogs);
  const isOfApp = ({ key, value }: { key: string; value: { stringValue?: string } }): boolean =>
    key === "service.name" && value.stringValue === app;
  return all
    .filter(({ resource }) => resource.attributes.some(isOfApp))
    .flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords));
}

/** Resolves when the program with these configurations takes events at `url`. */
async function startCollector(
  program: string | undefined,
  configs: readonly string[],
  url: string,
  env: Record<string, string>,
) {
  const folder = join(repository, "tag/collectors");
  const args = configs.flatMap((config) => ["--config", join(folder, config)]);
  const child = start(program ?? "", args, { env });
  const headers = { "content-type": "application/json" };
  const isUp = () => fetch(url, { method: "POST", headers, body: "{}" }).then(({ ok }) => ok);
  await until(isUp, { what: `the collector of ${configs.join(" and ")}` });
  return child;
}

interface ChainOptions {
  /** The Faro receiver stands in front. */
  withFaro?: boolean;
  /** The collector writes into this ClickHouse rather than into the file. */
  clickhouseUrl?: string;
}

export async function startChain(options: ChainOptions = {}): Promise<Chain> {
  const { withFaro = false, clickhouseUrl } = options;
  const folder = mkdtempSync(join(tmpdir(), "undertone-otelcol-"));
  const file = join(folder, "chat.jsonl");
  const site = await startSite();
  const listen = `127.0.0.1:${await freePort()}`;
  const faroListen = `127.0.0.1:${await freePort()}`;
  const env = {
    UNDERTONE_LISTEN: listen,
    UNDERTONE_FARO_LISTEN: faroListen,
    UNDERTONE_ORIGIN: site.url,
    UNDERTONE_FILE: file,
    CLICKHOUSE_URL: `${clickhouseUrl}?compress=none`,
  };
  const { UNDERTONE_OTELCOL, UNDERTONE_OTELCOL_FARO } = process.env;
  const configs = ["otelcol.yaml", ...(clickhouseUrl ? ["clickhouse.yaml"] : [])];
  const url = `http://${listen}/v1/logs`;
  const faroUrl = `http://${faroListen}/`;
  const programs = [await startCollector(UNDERTONE_OTELCOL, configs, url, env)];
  if (withFaro) {
    programs.unshift(await startCollector(UNDERTONE_OTELCOL_FARO, ["faro.yaml"], faroUrl, env));
  }
  return {
    siteUrl: site.url,
    url: withFaro ? faroUrl : url,
    records: (app) => recordsOf(file, app),
    async stop() {
      for (const program of programs) await stop(program);
      site.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
