/** What mrkdwn and rich_text both turn into before anything is drawn: a tree without any markup left in it. */

/** The styles that Slack's text can have. */
export type TextStyle = 'bold' | 'italic' | 'strike' | 'underline' | 'highlight';

/** A piece of running text. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'styled'; readonly style: TextStyle; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly label: string }
  | { readonly kind: 'user' | 'channel' | 'usergroup'; readonly id: string; readonly label: string }
  /** Tells everybody in the channel: drawn so that nobody can overlook it. */
  | { readonly kind: 'broadcast'; readonly range: Broadcast }
  | { readonly kind: 'date'; readonly timestamp: number; readonly text: string; readonly url: string }
  | { readonly kind: 'emoji'; readonly name: string; readonly character: string };

/** Whom a broadcast wakes up. */
export type Broadcast = 'channel' | 'here' | 'everyone';

/** A paragraph, a quote, a list or a piece of preformatted text. */
export type TextBlock =
  | { readonly kind: 'paragraph' | 'quote'; readonly children: readonly Inline[] }
  | { readonly kind: 'preformatted'; readonly text: string }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly indent: number;
      readonly offset: number;
      readonly items: readonly (readonly Inline[])[];
    };

/** The words of running text, as somebody would read them aloud; names of IDs are left to the label. */
export function wordsOf(inlines: readonly Inline[]): string {
  return inlines.map(wordsOfOne).join('');
}

function wordsOfOne(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
    case 'code':
    case 'date':
      return inline.text;
    case 'styled':
      return wordsOf(inline.children);
    case 'link':
      return inline.label;
    case 'user':
    case 'usergroup':
      return `@${inline.label || inline.id}`;
    case 'channel':
      return `#${inline.label || inline.id}`;
    case 'broadcast':
      return `@${inline.range}`;
    case 'emoji':
    default:
      return inline.character;
  }
}

/** The words of a whole text, its blocks one below the other. */
export function wordsOfBlocks(blocks: readonly TextBlock[]): string {
  return blocks.map(wordsOfBlock).join('\n');
}

function wordsOfBlock(block: TextBlock): string {
  switch (block.kind) {
    case 'paragraph':
    case 'quote':
      return wordsOf(block.children);
    case 'preformatted':
      return block.text;
    case 'list':
    default:
      return block.items.map(wordsOf).join('\n');
  }
}
