/** Errors  a TypeError that names the option, if it is not good */
export function check(name: string, isGood: unknown): asserts isGood {
  if (!isGood) throw new TypeError(`undertone: options.${name} is missing or wrong`);
}
