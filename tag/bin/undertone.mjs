#!/usr/bin/env node
// The command of the package. It is here and not in dist/ so that npm finds it before anything is built.
import { existsSync } from "node:fs";

const command = new URL("../dist/command.mjs", import.meta.url);
if (existsSync(command)) await import(command);
else {
  console.error("undertone: npm run build comes first");
  process.exitCode = 2;
}
