// The output of undertone_inspect: four little-endian uint32 per entity.
import { EntityType } from "./abi.gen.ts";
import type { Entity } from "./engine.ts";

const entityBytes = 16;

export function decodeEntities(bytes: Uint8Array<ArrayBuffer>): Entity[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const entities: Entity[] = [];
  for (let at = 0; at + entityBytes <= bytes.length; at += entityBytes) {
    entities.push({
      begin: view.getUint32(at, true),
      end: view.getUint32(at + 4, true),
      type: EntityType[view.getUint32(at + 8, true)] as Entity["type"],
      score: view.getUint32(at + 12, true) / 100,
    });
  }
  return entities;
}
