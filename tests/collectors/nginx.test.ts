// The line of nginx that the recipe gives, in nginx: a browser posts to a path of its own origin, and
// the collector behind it gets the events without the site's cookies.
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type Browser, until } from "../support/browsers/browser.ts";
import { launch } from "../support/browsers/launch.ts";
import { freePort, start, stop } from "../support/browsers/process.ts";
import { FaultyCollector } from "../support/faulty_collector.ts";
import { repository } from "../support/repository.ts";

interface Tag {
  user(text: string): void;
  flush(): Promise<void>;
}
declare const undertone: Tag;

const folder = mkdtempSync(join(tmpdir(), "undertone-nginx-"));
const collector = new FaultyCollector();
const stops: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
let browser: Browser;
let siteUrl = "";

/** The block as the recipe has it, for a collector at another port. */
function recipe(): string {
  const readme = readFileSync(join(repository, "tag/collectors/README.md"), "utf8");
  const [block = ""] = /^location = [\s\S]*?^\}$/m.exec(readme) ?? [];
  const { host } = new URL(collector.url);
  const here = block.replace("127.0.0.1:4318", host);
  assert.notEqual(here, block);
  return here;
}

function configOf(port: number): string {
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  return `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
events {}
http {
  access_log off; types { text/html html; text/javascript js; }
  ${paths.join(" ")}
  server { listen 127.0.0.1:${port}; root ${folder}/site; add_header Set-Cookie "visit=secret";
${recipe()}
  }
}`;
}

before(async () => {
  await collector.start();
  stops.push(() => collector.stop());
  const port = await freePort();
  siteUrl = `http://127.0.0.1:${port}`;
  mkdirSync(join(folder, "site"));
  copyFileSync(join(repository, "tag/dist/undertone.js"), join(folder, "site/undertone.js"));
  writeFileSync(
    join(folder, "site/index.html"),
    '<!doctype html><script src="/undertone.js" data-collector="/signals" data-app="shop" data-engine="none"></script>',
  );
  writeFileSync(join(folder, "nginx.conf"), configOf(port));
  const child = start(process.env.UNDERTONE_NGINX ?? "", ["-p", folder, "-c", "nginx.conf"]);
  stops.push(() => stop(child));
  await until(() => fetch(siteUrl).then(({ ok }) => ok), { what: "nginx" });
  browser = await launch("chromium");
  stops.push(() => browser.close());
});
after(async () => {
  for (const end of stops.reverse()) await end();
});

test("nginx: events pass a path of the site's own, cookies do not", async () => {
  const page = await browser.newPage();
  await page.goto(siteUrl);
  assert.match(await page.evaluate(() => document.cookie), /visit=secret/);
  await page.evaluate(() => {
    undertone.user("hello");
    return undertone.flush();
  });
  await until(() => collector.received.size >= 2, { what: "the message and its summary" });
  assert.deepEqual(collector.cookies, []);
  assert.ok(collector.requests >= 1);
});
