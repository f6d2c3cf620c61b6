/** One line of what the doctor says. */
export interface Finding {
  /** `bad` has to be put right; `note` is worth knowing. */
  readonly state: 'ok' | 'bad' | 'note';
  readonly about: string;
  /** How it is; where it is bad, also what to do. */
  readonly says: string;
}

export const ok = (about: string, says: string): Finding => ({ state: 'ok', about, says });
export const bad = (about: string, says: string): Finding => ({ state: 'bad', about, says });
export const note = (about: string, says: string): Finding => ({ state: 'note', about, says });

const MARKS: Readonly<Record<Finding['state'], string>> = { ok: 'ok  ', bad: 'BAD ', note: 'note' };

export const inLine = ({ state, about, says }: Finding): string => `${MARKS[state]} ${about}: ${says}`;
