/** Many short texts end to end in one buffer: no object per text, so nothing for the garbage collector to walk through. */
export class PackedTexts {
  /** UTF-8, each text where `starts` says. */
  bytes: Buffer = Buffer.allocUnsafe(1 << 16);
  /** How many of the bytes are in use. */
  size = 0;

  /** Answers where the text begins. */
  add(text: string): number {
    const start = this.size;
    // UTF-8 takes three bytes for a UTF-16 unit at most.
    if (start + text.length * 3 > this.bytes.length) this.grow(text.length * 3);
    this.size += this.bytes.write(text, start);
    return start;
  }

  text(from: number, to: number): string {
    return this.bytes.toString('utf8', from, to);
  }

  private grow(need: number): void {
    const larger = Buffer.allocUnsafe(Math.ceil(this.bytes.length * 1.5) + need);
    this.bytes.copy(larger, 0, 0, this.size);
    this.bytes = larger;
  }
}

/** Numbers that become more and more, four bytes each. */
export class PackedNumbers {
  private numbers = new Uint32Array(1 << 12);
  size = 0;

  add(number: number): void {
    if (this.size === this.numbers.length) {
      const larger = new Uint32Array(this.size * 2);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers[this.size] = number;
    this.size += 1;
  }

  /** All of them, in an array of just that size. */
  all(): Uint32Array {
    return this.numbers.slice(0, this.size);
  }
}
