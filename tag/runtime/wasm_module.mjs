// As much of the WebAssembly binary format as it takes to find the bodies of functions.

const kImport = 2;
const kCode = 10;
const kFunction = 0;
const kTable = 1;
const kMemory = 2;
const kGlobal = 3;
/** No locals, `unreachable`, `end`: valid for functions of every type. */
const kTrap = Buffer.from([3, 0, 0x00, 0x0b]);

function unsigned(value) {
  const bytes = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 127) | 128);
  }
}

class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte() {
    return this.bytes[this.at++];
  }

  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }

  skip() {
    const size = this.number();
    this.at += size;
  }

  limits() {
    const hasMost = this.number() & 1;
    this.number();
    if (hasMost) this.number();
  }
}

/** Functions are numbered from those that come from outside. */
function importedFunctions(reader) {
  let functions = 0;
  for (let rest = reader.number(); rest > 0; --rest) {
    reader.skip();
    reader.skip();
    const kind = reader.byte();
    if (kind === kFunction) {
      reader.number();
      functions += 1;
    } else if (kind === kTable) {
      reader.byte();
      reader.limits();
    } else if (kind === kMemory) {
      reader.limits();
    } else if (kind === kGlobal) {
      reader.at += 2;
    } else {
      throw new Error(`an import of kind ${kind}`);
    }
  }
  return functions;
}

function trimmedCode(reader, first, isUsed) {
  const count = reader.number();
  const bodies = [unsigned(count)];
  for (let i = 0; i < count; ++i) {
    const begin = reader.at;
    reader.skip();
    bodies.push(isUsed(first + i) ? reader.bytes.subarray(begin, reader.at) : kTrap);
  }
  return Buffer.concat(bodies);
}

/** The module with every function trapping of which `isUsed(number)` says no. */
export function trimmed(wasm, isUsed) {
  const reader = new Reader(wasm, 8);
  const parts = [wasm.subarray(0, 8)];
  let imported = 0;
  while (reader.at < wasm.length) {
    const begin = reader.at;
    const id = reader.byte();
    const end = reader.number() + reader.at;
    if (id === kImport) imported = importedFunctions(new Reader(wasm, reader.at));
    if (id === kCode) {
      const code = trimmedCode(reader, imported, isUsed);
      parts.push(Buffer.from([kCode]), unsigned(code.length), code);
    } else {
      parts.push(wasm.subarray(begin, end));
    }
    reader.at = end;
  }
  return Buffer.concat(parts);
}
