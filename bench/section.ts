/** One table of results. */
export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A measured number that has to stay at or below its bar. */
export interface Bar {
  readonly what: string;
  readonly atMost: number;
  readonly unit: string;
}

/** What a section found out. */
export interface Findings {
  readonly tables: readonly Table[];
  /** By the `what` of its bar; what is missing was not measured here. */
  readonly measured: Readonly<Record<string, number>>;
}

/** What every section is told. */
export interface Surroundings {
  /** PostgreSQL for what is measured on it, as somebody who may create databases; `null` leaves that out. */
  readonly databaseUrl: string | null;
  /** Sizes are divided by this: 1, except where the bench itself is tried out. */
  readonly divisor: number;
  readonly say: (line: string) => void;
}

/** One thing that is measured: `npm run bench -- NAME` runs it alone. */
export interface Section {
  readonly name: string;
  readonly title: string;
  readonly bars: readonly Bar[];
  run(surroundings: Surroundings): Promise<Findings>;
}
