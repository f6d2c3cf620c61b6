import { fold, laterWords } from './fold.js';
import { RANKS, WEIGHT, type Packed } from './packed.js';
import { PackedNumbers, PackedTexts } from './packed-texts.js';
import { sorted, type Steps } from './steps.js';

/** By what something is found. */
export interface FoundBy {
  /** What it is called; the first one is what it is sorted by. */
  readonly names: readonly string[];
  /** Searched as well, behind the names. */
  readonly also?: readonly string[];
  /** For narrowing a search down; nobody can type them. */
  readonly tags?: readonly string[];
  /** Stands behind the others: what is out of use. */
  readonly last?: boolean;
}

/** Ends every text; no folded text holds it, and it sorts before everything that one holds. */
export const END = '\n';
/** Begins a tag; nothing typed begins so. */
export const TAG = '\u0001';

/**
 * Collects what is searched, thing by thing, and sorts it. What it makes is an array of all words in order, each with
 * the text behind it, so that whatever begins with some letters stands together.
 */
export class Pack {
  private readonly records = new PackedTexts();
  private readonly recordStarts = new PackedNumbers();
  private readonly texts = new PackedTexts();
  /** Where the name begins by which a thing is sorted. */
  private readonly sortedBy = new PackedNumbers();
  private readonly behind: number[] = [];
  private readonly places = new PackedNumbers();
  /** For each place: how good a match there is, and whose it is. */
  private readonly owners = new PackedNumbers();

  add(record: string, { names, also = [], tags = [], last = false }: FoundBy): void {
    const thing = this.recordStarts.size;
    this.recordStarts.add(this.records.add(record));
    this.sortedBy.add(this.texts.size);
    if (last) this.behind.push(thing);
    names.forEach((name, index) => this.addText(thing, fold(name), { weight: WEIGHT.name, sorts: index === 0 }));
    for (const text of also) this.addText(thing, fold(text), { weight: WEIGHT.other, sorts: false });
    for (const tag of tags) this.addPlace(thing, this.texts.add(`${TAG}${fold(tag)}${END}`), WEIGHT.tag);
  }

  private addText(thing: number, text: string, { weight, sorts }: { weight: number; sorts: boolean }): void {
    if (text === '' && !sorts) return;
    const start = this.texts.add(`${text}${END}`);
    this.addPlace(thing, start, weight);
    const bytes = this.texts.size - start;
    const ascii = bytes === text.length + 1;
    for (const word of laterWords(text)) {
      const offset = ascii ? word : Buffer.byteLength(text.slice(0, word));
      this.addPlace(thing, start + offset, weight + WEIGHT.later);
    }
  }

  private addPlace(thing: number, place: number, weight: number): void {
    this.places.add(place);
    this.owners.add(weight * RANKS + thing);
  }

  *packed(): Steps<Packed> {
    const { bytes } = this.texts;
    const sortedBy = this.sortedBy.all();
    const last = new Uint8Array(sortedBy.length);
    for (const thing of this.behind) last[thing] = 1;
    const order = yield* sorted(upTo(sortedBy.length), (one, other) => {
      const apart = (last[one] ?? 0) - (last[other] ?? 0);
      return apart || compareTexts(bytes, sortedBy[one] ?? 0, sortedBy[other] ?? 0) || one - other;
    });
    const ranks = new Uint32Array(order.length);
    for (const [rank, thing] of order.entries()) {
      ranks[thing] = rank;
      if (rank % 512 === 0) yield;
    }
    const all = this.places.all();
    const inOrder = yield* sorted(upTo(all.length), (one, other) =>
      compareTexts(bytes, all[one] ?? 0, all[other] ?? 0),
    );
    const places = new Uint32Array(all.length);
    const keys = new Uint32Array(all.length);
    const owners = this.owners.all();
    for (const [index, which] of inOrder.entries()) {
      places[index] = all[which] ?? 0;
      const owner = owners[which] ?? 0;
      keys[index] = owner - (owner % RANKS) + (ranks[owner % RANKS] ?? 0);
      if (index % 512 === 0) yield;
    }
    this.recordStarts.add(this.records.size);
    return { records: this.records, recordStarts: this.recordStarts.all(), texts: this.texts, order, places, keys };
  }
}

function upTo(count: number): Uint32Array {
  const numbers = new Uint32Array(count);
  // `Uint32Array.from` takes forty times as long.
  for (let index = 0; index < count; index += 1) numbers[index] = index;
  return numbers;
}

const END_BYTE = END.charCodeAt(0);

function compareTexts(bytes: Buffer, one: number, other: number): number {
  if (one === other) return 0;
  for (let offset = 0; ; offset += 1) {
    const left = bytes[one + offset] ?? END_BYTE;
    const right = bytes[other + offset] ?? END_BYTE;
    if (left !== right) return left - right;
    if (left === END_BYTE) return 0;
  }
}
