import { expect } from '@jest/globals';

import { isTooLarge, messageProblems, optionsProblems, viewProblems } from '../../src/simulator/block-kit/check.js';
import { isObject } from '../../src/simulator/json.js';
import { parseMrkdwn } from '../../src/simulator/page/text/mrkdwn.js';
import type { Inline, TextBlock } from '../../src/simulator/page/text/nodes.js';

/*
 * Whether Slack would take a view or message, and whether anything in it lives that people wrote: the app itself writes
 * no mention, link or broadcast, so there may be none at all. Dates it writes in one form only.
 */

const PLACE = { timeZone: 'UTC', now: Date.UTC(2026, 2, 2) };
const LIVE: ReadonlySet<string> = new Set(['link', 'user', 'channel', 'usergroup', 'broadcast', 'date']);

const OUR_DATE = /<!date\^\d{1,12}\^\{date_long\}, \{time\}\|\d{1,2} [A-Z][a-z]+ \d{4} at \d\d:\d\d UTC>/gu;

/** What of a mrkdwn text would be a link, a mention or a broadcast on the screen. */
export function liveIn(mrkdwn: string): string[] {
  return parseMrkdwn(mrkdwn.replaceAll(OUR_DATE, ''), { place: PLACE, verbatim: true })
    .flatMap(inlinesOf)
    .flatMap(liveOf);
}

function inlinesOf(block: TextBlock): readonly Inline[] {
  if (block.kind === 'preformatted') return [];
  return block.kind === 'list' ? block.items.flat() : block.children;
}

function liveOf(inline: Inline): string[] {
  if (inline.kind === 'styled') return inline.children.flatMap(liveOf);
  return LIVE.has(inline.kind) ? [JSON.stringify(inline)] : [];
}

/** Every object that has a `type`, wherever it stands in a view or message. */
export function partsOf(shown: unknown): Record<string, unknown>[] {
  if (Array.isArray(shown)) return shown.flatMap(partsOf);
  if (!isObject(shown)) return [];
  return [shown, ...Object.values(shown).flatMap(partsOf)].filter((part) => typeof part['type'] === 'string');
}

function stringsOf(shown: unknown): string[] {
  if (typeof shown === 'string') return [shown];
  if (Array.isArray(shown)) return shown.flatMap(stringsOf);
  return isObject(shown) ? Object.values(shown).flatMap(stringsOf) : [];
}

function expectNothingLive(shown: unknown): void {
  for (const part of partsOf(shown)) {
    if (part['type'] !== 'mrkdwn') continue;
    expect(part['verbatim']).toBe(true);
    expect(liveIn(String(part['text']))).toEqual([]);
  }
  expect(stringsOf(shown).filter((text) => !text.isWellFormed())).toEqual([]);
}

/** A modal that Slack takes, and in which nothing lives. */
export function expectShowableView(view: unknown): void {
  const sent: unknown = JSON.parse(JSON.stringify(view));
  expect(viewProblems(sent, ['modal'])).toEqual([]);
  expect(isTooLarge(sent)).toBe(false);
  expectNothingLive(sent);
}

/** A message that Slack takes, in `chat.update` too, and in which nothing lives. */
export function expectShowableMessage(message: { readonly text: string; readonly blocks: readonly unknown[] }): void {
  const { text, blocks } = JSON.parse(JSON.stringify(message));
  expect(messageProblems(blocks)).toEqual([]);
  expect(text.length).toBeGreaterThan(0);
  expect(text.length).toBeLessThanOrEqual(4000);
  expect(liveIn(text)).toEqual([]);
  expectNothingLive({ text, blocks });
}

/** A modal, Home tab, message, or list of blocks that Slack takes, and in which nothing lives; `what` is for the report. */
export function expectShowable(what: string, shown: unknown): void {
  try {
    if (Array.isArray(shown)) expectShowableBlocks(shown);
    else if (isObject(shown) && shown['type'] === 'home') expectShowableHome(shown);
    else if (isObject(shown) && shown['metadata'] !== undefined) expectShowableMessage(asMessage(shown));
    else expectShowableView(shown);
  } catch (error) {
    throw new Error(`${what} cannot be shown: ${JSON.stringify(shown).slice(0, 4000)}`, { cause: error });
  }
}

/** A message's text and blocks, whatever they are: what they have to be is looked at afterwards. */
const asMessage = ({ text, blocks }: Record<string, unknown>): { text: string; blocks: readonly unknown[] } => ({
  text: String(text),
  blocks: Array.isArray(blocks) ? blocks : [],
});

/** The Home tab, which holds a hundred blocks. */
export function expectShowableHome(view: unknown): void {
  const sent: unknown = JSON.parse(JSON.stringify(view));
  expect(viewProblems(sent, ['home'])).toEqual([]);
  expect(isTooLarge(sent)).toBe(false);
  expectNothingLive(sent);
}

function expectShowableBlocks(blocks: readonly unknown[]): void {
  if (blocks.length === 0) return;
  const sent: unknown[] = JSON.parse(JSON.stringify(blocks));
  expect(messageProblems(sent)).toEqual([]);
  expectNothingLive(sent);
}

/** Options that Slack takes as an answer to a picker. */
export function expectShowableOptions(options: readonly unknown[]): void {
  expect(optionsProblems({ options })).toEqual([]);
  expect(stringsOf(options).filter((text) => !text.isWellFormed())).toEqual([]);
}

/** Everything a view or message says, literally, a line each. */
export function readAloud(shown: unknown): string {
  return partsOf(shown)
    .flatMap((part) => (typeof part['text'] === 'string' && part['blocks'] === undefined ? [part['text']] : []))
    .join('\n');
}
