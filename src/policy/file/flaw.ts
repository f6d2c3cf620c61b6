/** What is wrong with one rule, and which of its fields is to blame. */
export interface Flaw {
  /** Keys below the rule. */
  readonly field: readonly PropertyKey[];
  readonly says: string;
}
