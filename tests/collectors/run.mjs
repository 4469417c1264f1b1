// Real receivers: builds the OpenTelemetry Collector from its Go modules, installs ClickHouse as a
// library and unpacks nginx, and runs the tests beside this file, or those named. All are kept under
// .cache/ and made once.
//
//   npm run test:collectors [-- faro]
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");

function fail(message) {
  console.error(`collectors: ${message}`);
  process.exit(1);
}

function run(command, args, cwd, env = process.env) {
  const result = spawnSync(command, args, { cwd, env, stdio: "inherit" });
  if (result.error) fail(`cannot run ${command}: ${result.error.message}`);
  if (result.status !== 0) fail(`failed: ${command} ${args.join(" ")}`);
}

/** The environment with Go in its PATH, also where it is only unpacked. */
function withGo() {
  const env = { ...process.env, PATH: `${process.env.PATH}${delimiter}/usr/local/go/bin` };
  const { status } = spawnSync("go", ["version"], { env, stdio: "ignore" });
  if (status !== 0) fail("Go is not installed: the OpenTelemetry Collector cannot be built");
  return env;
}

/** The program of a recipe in tag/collectors/, built anew only if that changed. */
function buildCollector(recipe) {
  const text = readFileSync(join(root, "tag/collectors", recipe), "utf8");
  const [, name] = /^ {2}name: (\S+)$/m.exec(text) ?? [];
  const folder = join(root, ".cache/otelcol", createHash("sha256").update(text).digest("hex"));
  const program = join(folder, name);
  if (existsSync(program)) return program;
  const env = withGo();
  const work = `${folder}.part`;
  mkdirSync(work, { recursive: true });
  writeFileSync(join(work, "builder.yaml"), text);
  const [builder] = /go\.opentelemetry\.io\/collector\/cmd\/builder@\S+/.exec(text) ?? [];
  console.log(`collectors: building ${name} (minutes, once)`);
  run("go", ["run", builder, "--config", "builder.yaml"], work, {
    ...env,
    GOFLAGS: "-buildvcs=false",
  });
  mkdirSync(folder, { recursive: true });
  renameSync(join(work, "otelcol", name), program);
  return program;
}

function installClickHouse() {
  const lock = readFileSync(join(here, "package-lock.json"));
  const folder = join(root, ".cache/chdb", createHash("sha256").update(lock).digest("hex"));
  if (!existsSync(join(folder, "node_modules/chdb"))) {
    mkdirSync(folder, { recursive: true });
    for (const file of ["package.json", "package-lock.json"])
      cpSync(join(here, file), join(folder, file));
    console.log("collectors: installing ClickHouse");
    // Not `npm ci`: that wants the library of every platform, and not every registry has them all.
    run("npm", ["install", "--no-audit", "--no-fund"], folder);
  }
  return folder;
}

/** Debian's program, unpacked: nothing is installed and nothing starts by itself. */
function unpackNginx() {
  const folder = join(root, ".cache/nginx");
  const program = join(folder, "usr/sbin/nginx");
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  console.log("collectors: unpacking nginx");
  run("apt-get", ["-q", "download", "nginx"], folder);
  const [archive] = readdirSync(folder).filter((file) => file.endsWith(".deb"));
  run("dpkg", ["-x", archive, "."], folder);
  return program;
}

const env = {
  ...process.env,
  UNDERTONE_OTELCOL: buildCollector("builder.yaml"),
  UNDERTONE_OTELCOL_FARO: buildCollector("builder_faro.yaml"),
  UNDERTONE_CHDB: installClickHouse(),
  UNDERTONE_NGINX: unpackNginx(),
};
const wanted = process.argv.slice(2);
const tests = readdirSync(here)
  .filter((file) => file.endsWith(".test.ts"))
  .filter((file) => wanted.length === 0 || wanted.includes(file.replace(".test.ts", "")))
  .map((file) => join("tests/collectors", file));
if (tests.length === 0) fail(`there is no test of ${wanted.join(", ")}`);
run("node", ["--import", "tsx", "--test", "--test-concurrency=1", ...tests], root, env);
