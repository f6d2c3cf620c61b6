import type { PlainTextOption } from '@slack/web-api';

import { oneLine } from '../engine/text.js';
import { plain } from './blocks.js';
import { LIMITS } from './limits.js';

/** An option of a picker: its value is a bare ID. */
export type Option = PlainTextOption;

/** Somebody or something that can be chosen, as the local copy knows it. */
export interface Choice {
  readonly id: string;
  readonly name: string;
  /** What tells two of the same name apart: `@ada`, “guest”. */
  readonly detail: string | null;
}

/** A choice as Slack wants it. Names are literal in `plain_text`; two people of one name differ in the line below. */
export function optionOf({ id, name, detail }: Choice): Option {
  const about = detail ? `${detail} · ${id}` : id;
  return {
    text: plain(oneLine(name, LIMITS.optionText) || id, LIMITS.optionText),
    value: id,
    description: plain(oneLine(about, LIMITS.optionDescription), LIMITS.optionDescription),
  };
}
