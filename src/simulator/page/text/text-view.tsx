import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';

import { stringIn, type Json } from '../json.js';
import type { DatePlace } from './dates.js';
import { InlineText } from './inline-view.js';
import { parseMrkdwn } from './mrkdwn.js';
import type { TextBlock } from './nodes.js';
import { plainText } from './plain-text.js';
import { parseRichText } from './rich-text.js';

function here(): DatePlace {
  return { now: Date.now() };
}

/** A text object of Block Kit: mrkdwn, or plain text that stays as it is. */
export function TextObject({ text }: { text: Json | null }): JSX.Element | null {
  if (text === null) return null;
  const written = stringIn(text, 'text');
  if (stringIn(text, 'type') === 'mrkdwn') return <Mrkdwn text={written} verbatim={text['verbatim'] === true} />;
  return <span class="plain">{plainText(text)}</span>;
}

/** Text with Slack's markup. */
export function Mrkdwn({ text, verbatim = false }: { text: string; verbatim?: boolean }): JSX.Element {
  const blocks = useMemo(() => parseMrkdwn(text, { place: here(), verbatim }), [text, verbatim]);
  return <TextBlocks blocks={blocks} />;
}

/** A `rich_text` block. */
export function RichText({ block }: { block: Json }): JSX.Element {
  return <TextBlocks blocks={parseRichText(block, here())} />;
}

function TextBlocks({ blocks }: { blocks: readonly TextBlock[] }): JSX.Element {
  return (
    <div class="text">
      {blocks.map((block, index) => (
        <OneBlock key={index} block={block} />
      ))}
    </div>
  );
}

function OneBlock({ block }: { block: TextBlock }): JSX.Element {
  switch (block.kind) {
    case 'preformatted':
      return <pre>{block.text}</pre>;
    case 'quote':
      return (
        <blockquote>
          <InlineText inlines={block.children} />
        </blockquote>
      );
    case 'list':
      return <List block={block} />;
    case 'paragraph':
    default:
      return (
        <p>
          <InlineText inlines={block.children} />
        </p>
      );
  }
}

function List({ block }: { block: Extract<TextBlock, { kind: 'list' }> }): JSX.Element {
  const items = block.items.map((item, index) => (
    <li key={index}>
      <InlineText inlines={item} />
    </li>
  ));
  const indent = `indent-${Math.min(block.indent, 6)}`;
  return block.ordered ? (
    <ol class={indent} start={block.offset + 1}>
      {items}
    </ol>
  ) : (
    <ul class={indent}>{items}</ul>
  );
}
