/**
 * The kinds of input a form can ask for. The `block_id` of a field is its key in the operation's input (DESIGN
 * section 7); what a person may type after the command fills fields by kind: `@ada in marketing for 8h because …`.
 */
export type Field = Common & (Picked | Written | Chosen);

interface Common {
  /** At most 2000 characters on Slack's side; ours are a few words. */
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
}

/** Found by name in the local copy of the organisation; the value is an ID, or a list of them. */
type Picked =
  | { readonly kind: 'person' | 'workspace' | 'channel' | 'group' }
  /** A workspace or the organisation itself. */
  | { readonly kind: 'place' }
  /** `max` is how many may be chosen; Slack's pickers refuse more. */
  | { readonly kind: 'workspaces' | 'channels' | 'accounts'; readonly max: number };

type Written =
  /** Words of a person: kept in the erasable side table, shown as a quotation. `max` in characters. */
  | { readonly kind: 'text'; readonly max: number; readonly lines: 'one' | 'several' }
  | { readonly kind: 'email' }
  | { readonly kind: 'duration' }
  /** A whole number. */
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  /** A day and a time to come, in the requester's own zone; the value is in Unix seconds. */
  | { readonly kind: 'moment' };

type Chosen =
  /** One of a few: value and label. The first is chosen from the start where the field is not optional. */
  | { readonly kind: 'choice'; readonly choices: Readonly<Record<string, string>> }
  /** Yes, or not said; `says` stands beside the box. */
  | { readonly kind: 'flag'; readonly says: string };

type Options = { readonly hint?: string; readonly optional?: boolean };

/** One constructor per kind, so that a definition reads as a list. */
export const field = {
  person: (label: string, options: Options = {}): Field => ({ kind: 'person', label, ...options }),
  place: (label: string, options: Options = {}): Field => ({ kind: 'place', label, ...options }),
  workspace: (label: string, options: Options = {}): Field => ({ kind: 'workspace', label, ...options }),
  workspaces: (label: string, options: Options & { max: number }): Field => ({ kind: 'workspaces', label, ...options }),
  channel: (label: string, options: Options = {}): Field => ({ kind: 'channel', label, ...options }),
  channels: (label: string, options: Options & { max: number }): Field => ({ kind: 'channels', label, ...options }),
  group: (label: string, options: Options = {}): Field => ({ kind: 'group', label, ...options }),
  accounts: (label: string, options: Options & { max: number }): Field => ({ kind: 'accounts', label, ...options }),
  duration: (label: string, options: Options = {}): Field => ({ kind: 'duration', label, ...options }),
  email: (label: string, options: Options = {}): Field => ({ kind: 'email', label, ...options }),
  moment: (label: string, options: Options = {}): Field => ({ kind: 'moment', label, ...options }),
  number: (label: string, options: Options & { min: number; max: number }): Field => ({
    kind: 'number',
    label,
    ...options,
  }),
  choice: (label: string, choices: Readonly<Record<string, string>>, options: Options = {}): Field => ({
    kind: 'choice',
    label,
    choices,
    ...options,
  }),
  /** Nobody has to tick a box: it is always optional. */
  flag: (label: string, says: string, hint?: string): Field => ({
    kind: 'flag',
    label,
    says,
    optional: true,
    ...(hint ? { hint } : {}),
  }),
  text: (label: string, options: Options & { max: number; lines: 'one' | 'several' }): Field => ({
    kind: 'text',
    label,
    ...options,
  }),
};

/** Whether people write this themselves: such a value is kept apart, in the erasable side table. */
export function isFreeText({ kind }: Field): boolean {
  return kind === 'text' || kind === 'email';
}

/** What a `reason` field looks like in every operation. */
export const reasonField = field.text('Reason', {
  hint: 'Shown to approvers and in the audit channel.',
  optional: true,
  max: 500,
  lines: 'several',
});

/** What a `duration` field looks like in every operation that grants a role. */
export const durationField = field.duration('For how long', {
  hint: '30 minutes to 7 days; then the right ends by itself. Leave empty to grant for good.',
  optional: true,
});
