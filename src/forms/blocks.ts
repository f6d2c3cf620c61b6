import type { Button, KnownBlock, PlainTextElement, SectionBlock } from '@slack/web-api';

import { cut } from '../engine/text.js';
import { toMrkdwn, type Names, type Words } from '../engine/words.js';
import { LIMITS } from './limits.js';

/** Literal text, cut to Slack's limit for the place it stands in. */
export function plain(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: cut(text, max), emoji: false };
}

/** One paragraph or more of our words, with people's names escaped. */
export function section(paragraphs: readonly Words[], names: Names): SectionBlock {
  const text = paragraphs.map((paragraph) => toMrkdwn(paragraph, names)).join('\n');
  return { type: 'section', text: { type: 'mrkdwn', text: cutMrkdwn(text, LIMITS.sectionText), verbatim: true } };
}

/** The same for any number of paragraphs: as many blocks as they need, and where that is too many, how many are left. */
export function sections(paragraphs: readonly Words[], names: Names): KnownBlock[] {
  const chunks: Words[][] = [[]];
  let length = 0;
  for (const paragraph of paragraphs) {
    const size = toMrkdwn(paragraph, names).length + 1;
    if (length + size > LIMITS.sectionText && length > 0) {
      chunks.push([]);
      length = 0;
    }
    chunks.at(-1)?.push(paragraph);
    length += size;
  }
  const shown = chunks.slice(0, MOST_SECTIONS);
  const left = chunks.slice(MOST_SECTIONS).reduce((count, chunk) => count + chunk.length, 0);
  return [
    ...shown.filter((chunk) => chunk.length > 0).map((chunk) => section(chunk, names)),
    ...(left > 0 ? [section([[`…and ${left} more.`]], {})] : []),
  ];
}

/** A message takes fifty blocks, and there are others beside these. */
const MOST_SECTIONS = 15;

/** Small grey print. */
export function context(text: Words, names: Names): KnownBlock {
  const mrkdwn = cutMrkdwn(toMrkdwn(text, names), LIMITS.sectionText);
  return { type: 'context', elements: [{ type: 'mrkdwn', text: mrkdwn, verbatim: true }] };
}

/** Somebody's own words, literally and behind a bar: nothing in them becomes a mention, a link or a line of ours. */
export function quote(text: string): KnownBlock {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: cut(text, LIMITS.sectionText) }] }],
  };
}

export interface ButtonWords {
  readonly label: string;
  readonly style?: 'primary' | 'danger';
  /** Asks once more before it does anything. */
  readonly confirm?: { readonly title: string; readonly text: string; readonly yes: string };
}

/** A button whose value is a run's ID and nothing else; everything it does is checked at the press. */
export function runButton(actionId: string, run: string, { label, style, confirm }: ButtonWords): Button {
  return {
    type: 'button',
    action_id: actionId,
    value: run,
    text: plain(label, LIMITS.buttonText),
    ...(style ? { style } : {}),
    ...(confirm
      ? {
          confirm: {
            title: plain(confirm.title, 100),
            text: plain(confirm.text, 300),
            confirm: plain(confirm.yes, 30),
            deny: plain('Cancel', 30),
            ...(style ? { style } : {}),
          },
        }
      : {}),
  };
}

/** A row of buttons. */
export function buttons(...elements: Button[]): KnownBlock {
  return { type: 'actions', elements };
}

/** Cuts escaped text without leaving half an entity (`&am`) or half a date (`<!date^2053`) at the end. */
export function cutMrkdwn(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${cut(text, max - 1)
    .replace(/…$/u, '')
    .replace(/&[a-z]{0,3}$/u, '')
    .replace(/<[^>]*$/u, '')}…`;
}
