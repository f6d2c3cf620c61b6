/** Something the app did that Slack does not accept: where, Slack's code for it, and the problems in words. */
export interface Breach {
  where: string;
  code: string;
  problems: readonly string[];
}

/** Collects what Slack's Block Kit checks and answers found wrong with the app, for its tests to look at. */
export class Breaches {
  #all: Breach[] = [];

  add(where: string, code: string, problems: readonly string[]): void {
    this.#all.push({ where, code, problems });
  }

  all(): readonly Breach[] {
    return this.#all;
  }
}
