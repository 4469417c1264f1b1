// Small ONNX files for tests: as much of the format as a classifier of turns needs.

type Bytes = readonly number[];

const varint = (value: number): number[] => {
  const out: number[] = [];
  for (let rest = BigInt.asUintN(64, BigInt(value)); ; rest >>= 7n) {
    if (rest < 128n) return [...out, Number(rest)];
    out.push(Number(rest & 127n) | 128);
  }
};
const number = (field: number, value: number): number[] => [...varint(field * 8), ...varint(value)];
const bytes = (field: number, value: Bytes | string): number[] => {
  const content = typeof value === "string" ? [...Buffer.from(value)] : value;
  return [...varint(field * 8 + 2), ...varint(content.length), ...content];
};

/** ONNX's numbers of types. */
const kTypes = { float: 1, int64: 7 };
type Type = keyof typeof kTypes;

export interface Value {
  readonly name: string;
  readonly type: Type;
  /** a name stands for any size */
  readonly shape: readonly (number | string)[];
}

export interface Node {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly ints?: Readonly<Record<string, number>>;
}

export interface Constant {
  readonly name: string;
  readonly type: Type;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

const value = ({ name, type, shape }: Value): number[] => {
  const dims = shape.flatMap((size) =>
    bytes(1, typeof size === "number" ? number(1, size) : bytes(2, size)),
  );
  return [
    ...bytes(1, name),
    ...bytes(2, bytes(1, [...number(1, kTypes[type]), ...bytes(2, dims)])),
  ];
};

const node = ({ op, inputs, output, ints = {} }: Node): number[] => {
  const attributes = Object.entries(ints).flatMap(([name, i]) =>
    bytes(5, [...bytes(1, name), ...number(3, i), ...number(20, 2)]),
  );
  return [
    ...inputs.flatMap((name) => bytes(1, name)),
    ...bytes(2, output),
    ...bytes(4, op),
    ...attributes,
  ];
};

const constant = ({ name, type, shape, values }: Constant): number[] => {
  const raw = type === "float" ? Float32Array.from(values) : BigInt64Array.from(values.map(BigInt));
  return [
    ...shape.flatMap((size) => number(1, size)),
    ...number(2, kTypes[type]),
    ...bytes(8, name),
    ...bytes(9, [...new Uint8Array(raw.buffer)]),
  ];
};

export function onnx(
  inputs: readonly Value[],
  outputs: readonly Value[],
  nodes: readonly Node[],
  constants: readonly Constant[] = [],
): Buffer {
  const graph = [
    ...nodes.flatMap((one) => bytes(1, node(one))),
    ...bytes(2, "test"),
    ...constants.flatMap((one) => bytes(5, constant(one))),
    ...inputs.flatMap((one) => bytes(11, value(one))),
    ...outputs.flatMap((one) => bytes(12, value(one))),
  ];
  return Buffer.from([...number(1, 8), ...bytes(7, graph), ...bytes(8, number(2, 17))]);
}

export const ids: Value = { name: "input_ids", type: "int64", shape: [1, "n"] };
export const scores: Value = { name: "scores", type: "float", shape: [1, "labels"] };

/** Two labels: a message of more than `length` pieces, one of fewer. */
export const byLength = (length: number): Buffer =>
  onnx(
    [ids],
    [scores],
    [
      { op: "Shape", inputs: ["input_ids"], output: "shape" },
      { op: "Cast", inputs: ["shape"], output: "sizes", ints: { to: kTypes.float } },
      { op: "MatMul", inputs: ["sizes", "weight"], output: "weighted" },
      { op: "Add", inputs: ["weighted", "offset"], output: "logits" },
      { op: "Unsqueeze", inputs: ["logits", "front"], output: "row" },
      { op: "Softmax", inputs: ["row"], output: "scores", ints: { axis: 1 } },
    ],
    [
      { name: "weight", type: "float", shape: [2, 2], values: [0, 0, 5, -5] },
      { name: "offset", type: "float", shape: [2], values: [-5 * length, 5 * length] },
      { name: "front", type: "int64", shape: [1], values: [0] },
    ],
  );
