// The key of a word, as core/pii/word_hash.h computes it: both sides must agree.
const kPrime = 0x01000193;

/// Diacritics off, lower case: one key for each way to write a word in Latin letters. The reader knows
/// no others, so those stay as they are: no syllable of Hangul falls apart, "\u043f" is not "\u041f".
export function plainWord(word) {
  const special = {
    "\u00df": "s", // sharp s
    "\u00e6": "a", // ae
    "\u00f8": "o", // o with stroke
    "\u00f0": "d", // eth
    "\u00fe": "t", // thorn
    "\u0111": "d", // d with stroke
    "\u0142": "l", // l with stroke
    "\u0131": "i", // dotless i
    "\u0153": "o", // oe
  };
  return word
    .replace(/[A-Z\u00c0-\u017f]/g, (c) => c.toLowerCase().normalize("NFD").replace(/\p{M}/gu, ""))
    .replace(/[\u00df\u00e6\u00f8\u00f0\u00fe\u0111\u0142\u0131\u0153]/g, (c) => special[c]);
}

/// FNV-1a over bytes.
export function fnv(bytes) {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, kPrime) >>> 0;
  return hash;
}

export const wordHash = (word) => fnv(new TextEncoder().encode(plainWord(word)));

/// Key of two words in a row.
export function pairHash(first, second) {
  const mixed = Math.imul(first, 0x9e3779b1) >>> 0;
  return Math.imul((mixed ^ second) >>> 0, kPrime) >>> 0;
}

/// What a model keeps of a hash: the upper 24 bits once it is spread.
export const keyOf = (hash) => (Math.imul(hash, 0x9e3779b1) >>> 8) >>> 0;
