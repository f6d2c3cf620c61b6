/**
 * The kinds of input a form can ask for. The `block_id` of a field is its key in the operation's input (DESIGN
 * section 7); what a person may type after the command fills fields by kind: `@ada in marketing for 8h because …`.
 */
export type Field = {
  /** At most 2000 characters on Slack's side; ours are a few words. */
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
} & (
  | { readonly kind: 'person' }
  /** A workspace or the organisation itself. */
  | { readonly kind: 'place' }
  | { readonly kind: 'duration' }
  /** Words of a person: kept in the erasable side table, shown as a quotation. `max` in characters. */
  | { readonly kind: 'text'; readonly max: number; readonly lines: 'one' | 'several' }
);

type Options = { readonly hint?: string; readonly optional?: boolean };

/** One constructor per kind, so that a definition reads as a list. */
export const field = {
  person: (label: string, options: Options = {}): Field => ({ kind: 'person', label, ...options }),
  place: (label: string, options: Options = {}): Field => ({ kind: 'place', label, ...options }),
  duration: (label: string, options: Options = {}): Field => ({ kind: 'duration', label, ...options }),
  text: (label: string, options: Options & { max: number; lines: 'one' | 'several' }): Field => ({
    kind: 'text',
    label,
    ...options,
  }),
};

/** What a `reason` field looks like in every operation. */
export const reasonField = field.text('Reason', {
  hint: 'Shown to approvers and in the audit channel.',
  optional: true,
  max: 500,
  lines: 'several',
});
