// Texts that nobody writes and any page may meet: all scripts, marks, controls, emoji, long runs.

/** Blocks worth meeting, as first and last code point. */
const blocks: readonly [number, number][] = [
  [0x20, 0x7e],
  [0x00, 0x1f],
  [0xa0, 0x24f],
  [0x300, 0x36f],
  [0x370, 0x52f],
  [0x590, 0x6ff],
  [0x900, 0x97f],
  [0xe00, 0xe7f],
  [0x2000, 0x206f],
  [0x3040, 0x30ff],
  [0x4e00, 0x4fff],
  [0xac00, 0xacff],
  [0xfe00, 0xfe0f],
  [0xff00, 0xffef],
  [0x1f1e6, 0x1f1ff],
  [0x1f300, 0x1f64f],
  [0xe0000, 0xe007f],
];
const words =
  "i want my money back please help not working again order card human agent thanks you";

/** The same texts each time. */
export function randomTexts(count: number): string[] {
  let state = 20261121;
  const next = (bound: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
  const vocabulary = words.split(" ");
  const piece = () => {
    if (next(3) > 0) return `${vocabulary[next(vocabulary.length)]} `;
    const [first, last] = blocks[next(blocks.length)] ?? [0x20, 0x7e];
    return String.fromCodePoint(first + next(last - first + 1)).repeat(next(9) === 0 ? 40 : 1);
  };
  return Array.from({ length: count }, (_, i) =>
    Array.from({ length: next(i % 10 === 0 ? 600 : 40) }, piece).join(""),
  );
}
