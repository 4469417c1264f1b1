// Writes the Iglu schemas into a static registry: node core/event/iglu.mjs FOLDER
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [, , folder] = process.argv;
if (!folder) {
  console.error("usage: node core/event/iglu.mjs FOLDER");
  process.exit(2);
}
const { schemas } = JSON.parse(readFileSync(new URL("iglu.gen.json", import.meta.url), "utf8"));
for (const schema of schemas) {
  const { vendor, name, format, version } = schema.self;
  const place = join(folder, "schemas", vendor, name, format);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, version), `${JSON.stringify(schema, null, 2)}\n`);
}
