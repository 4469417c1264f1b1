// A small generator of pseudo-random numbers: the same seed gives the same sentences everywhere.
export class Random {
  private state: number;
  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** Uniform in [0, 1). Source: mulberry32. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Uniform in [least, most]. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  pick<T>(values: readonly T[]): T {
    const value = values[this.int(0, values.length - 1)];
    if (value === undefined) throw new Error("nothing to pick from");
    return value;
  }

  chars(count: number, alphabet: string): string {
    return Array.from({ length: count }, () => alphabet[this.int(0, alphabet.length - 1)]).join("");
  }

  digits(count: number): string {
    return this.chars(count, "0123456789");
  }

  /** Decimal number in [least, most], with zeros before it. */
  padded(least: number, most: number, width: number): string {
    return `${this.int(least, most)}`.padStart(width, "0");
  }

  /** `pattern` with # = digit, @ = capital letter; [abc] = one of these. */
  shaped(pattern: string): string {
    return pattern
      .replace(/\[([^\]]+)\]/g, (_, set: string) => this.chars(1, set))
      .replace(/#/g, () => this.digits(1))
      .replace(/@/g, () => this.chars(1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
  }
}
