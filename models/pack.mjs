// Puts the phrases of a language into its model file, in the place of those that it has:
// node models/pack.mjs models/en [path of the command undertone]
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const HEADER_BYTES = 32;
const SECTION_BYTES = 12;

/** FNV-1a, 32 bits. */
function checksum(bytes) {
  let hash = 2166136261;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 16777619);
  return hash >>> 0;
}

function readSections(file) {
  const sections = new Map();
  for (let i = 0; i < file.readUInt32LE(20); i++) {
    const at = HEADER_BYTES + i * SECTION_BYTES;
    const offset = file.readUInt32LE(at + 4);
    const size = file.readUInt32LE(at + 8);
    sections.set(file.toString("latin1", at, at + 4), file.subarray(offset, offset + size));
  }
  return sections;
}

function writeFile(old, sections) {
  const table = Buffer.alloc(sections.size * SECTION_BYTES);
  const parts = [table];
  let at = HEADER_BYTES + table.length;
  let row = 0;
  for (const [tag, bytes] of sections) {
    const padding = -at & 3;
    parts.push(Buffer.alloc(padding), bytes);
    at += padding;
    table.write(tag, row, "latin1");
    table.writeUInt32LE(at, row + 4);
    table.writeUInt32LE(bytes.length, row + 8);
    at += bytes.length;
    row += SECTION_BYTES;
  }
  const body = Buffer.concat(parts);
  const header = Buffer.from(old.subarray(0, HEADER_BYTES));
  header.writeUInt32LE(HEADER_BYTES + body.length, 16);
  header.writeUInt32LE(sections.size, 20);
  header.writeUInt32LE(checksum(body), 24);
  return Buffer.concat([header, body]);
}

const [folder, command = "build/release/undertone"] = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), "undertone-"));
try {
  const phrases = join(scratch, "phrases.bin");
  execFileSync(command, ["pack-phrases", join(folder, "phrases"), phrases], { stdio: "inherit" });
  const path = join(folder, "model.bin");
  const file = readFileSync(path);
  const sections = readSections(file);
  sections.set("PHRA", readFileSync(phrases));
  writeFileSync(path, writeFile(file, sections));
} finally {
  rmSync(scratch, { recursive: true });
}
