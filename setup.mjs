// Installs what the two commands need and is missing: Debian packages and npm packages. Says what it
// does, is silent when there is nothing to do, and explains itself when it may not install.
//
//   node setup.mjs            what building and `npm start` need
//   node setup.mjs --tests    also what `npm test` needs
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL(".", import.meta.url));

const buildPackages = [
  "binaryen", // wasm-opt, and wasm2js for pages that forbid WebAssembly
  "cmake",
  "emscripten",
  "g++",
  "libcli11-dev",
  "libsimdjson-dev",
  "ninja-build",
  "nlohmann-json3-dev",
];
const testPackages = [
  "catch2",
  "chromium",
  "clang", // sanitisers and fuzz targets
  "clang-format",
  "firefox-esr",
  "libclang-rt-14-dev",
  "openssl", // a certificate for a test collector
  "webkit2gtk-driver",
  "xvfb",
];

function fail(message) {
  console.error(`setup: ${message}`);
  process.exit(1);
}

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
  if (result.error) fail(`cannot run ${command}: ${result.error.message}`);
  return result.status === 0;
}

/** Names of `packages` that dpkg does not report as installed. */
function missingPackages(packages) {
  const query = spawnSync(
    "dpkg-query",
    ["-W", "-f", "${Package} ${db:Status-Status}\n", ...packages],
    {
      encoding: "utf8",
    },
  );
  if (query.error) {
    fail(`this set-up knows Debian only. Elsewhere install by hand: ${packages.join(" ")}`);
  }
  const installed = new Set(
    query.stdout
      .split("\n")
      .filter((line) => line.endsWith(" installed"))
      .map((line) => line.split(" ")[0]),
  );
  return packages.filter((name) => !installed.has(name));
}

function installPackages(packages) {
  const missing = missingPackages(packages);
  if (missing.length === 0) return;
  const isRoot = process.getuid?.() === 0;
  const maySudo = !isRoot && spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0;
  const line = `apt-get install --no-install-recommends ${missing.join(" ")}`;
  if (!isRoot && !maySudo) {
    fail(
      `Debian packages are missing and this user may not install them. Run as root:\n\n  ${line}\n`,
    );
  }
  console.log(`setup: installing Debian packages: ${missing.join(" ")}`);
  const apt = (...args) => {
    const words = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y", ...args];
    return isRoot ? run(words[0], words.slice(1)) : run("sudo", ["-n", ...words]);
  };
  // The lists may be absent or old; an update that fails still leaves a chance that they are good.
  if (!apt("update"))
    console.error("setup: apt-get update failed; trying with the lists there are");
  if (!apt("install", "--no-install-recommends", ...missing)) {
    fail(`apt-get failed. When it works again:\n\n  ${line}\n`);
  }
}

/** Runs `npm ci` unless node_modules was installed from this very lock file. */
function installModules() {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const stamp = join(root, "node_modules", ".undertone-lock");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  console.log("setup: installing npm packages as package-lock.json says (npm ci)");
  if (!run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"])) fail("npm ci failed");
  writeFileSync(stamp, lock);
}

if (Number(process.versions.node.split(".")[0]) < 20) {
  fail(`Node 20 or newer is needed, this is ${process.version}`);
}
installPackages(
  process.argv.includes("--tests") ? [...buildPackages, ...testPackages] : buildPackages,
);
installModules();
