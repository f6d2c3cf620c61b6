import type { Fault } from '../control-api.js';
import { isJson, type Json } from '../json.js';
import { countIn, howOften } from './times.js';

/** What stands in the form of the control panel: texts, as typed. */
export interface FaultDraft {
  readonly method: string;
  readonly fault: Fault['fault'];
  readonly error: string;
  /** More fields of the answer: a JSON object, or nothing. */
  readonly body: string;
  readonly effect: NonNullable<Fault['effect']>;
  readonly warnings: string;
  readonly retryAfter: string;
  readonly delay: string;
  readonly times: string;
}

/** The form before anybody has touched it: the next call of any kind fails. */
export const FIRST_DRAFT: FaultDraft = {
  method: '',
  fault: 'error',
  error: 'fatal_error',
  body: '',
  effect: 'none',
  warnings: 'missing_charset',
  retryAfter: '1',
  delay: '2000',
  times: '1',
};

/** Every kind of misbehaviour, as the panel names it. */
export const FAULTS: readonly { readonly fault: Fault['fault']; readonly words: string }[] = [
  { fault: 'error', words: 'Answer with an error code' },
  { fault: 'warning', words: 'Do it, and warn' },
  { fault: 'rate_limited', words: 'Rate limited (429)' },
  { fault: 'http_500', words: 'Server error (500)' },
  { fault: 'html', words: 'An HTML page instead of JSON' },
  { fault: 'slow', words: 'Slow answer' },
  { fault: 'reset', words: 'Connection reset before the call' },
  { fault: 'reply_lost', words: 'Done, but the reply is lost' },
];

/** What happens although the answer is an error, as the panel names it. */
export const EFFECTS: readonly { readonly effect: FaultDraft['effect']; readonly words: string }[] = [
  { effect: 'none', words: 'Nothing' },
  { effect: 'partial', words: 'All but what these fields name' },
  { effect: 'whole', words: 'Everything' },
];

/** Whether the additional fields are a JSON object, or nothing. */
export function isBody(text: string): boolean {
  return text.trim() === '' || bodyIn(text) !== null;
}

function bodyIn(text: string): Json | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return isJson(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

/** The fault as the server takes it: only the fields that belong to its kind; an empty count is every call. */
export function faultOf(draft: FaultDraft): Fault {
  const times = countIn(draft.times);
  return {
    method: draft.method.trim() || '*',
    fault: draft.fault,
    ...(draft.fault === 'error' ? errorIn(draft) : {}),
    ...(draft.fault === 'warning' ? { warnings: wordsIn(draft.warnings) } : {}),
    ...(draft.fault === 'rate_limited' ? { retry_after: countIn(draft.retryAfter) ?? 1 } : {}),
    ...(draft.fault === 'slow' ? { delay_ms: countIn(draft.delay) ?? 2000 } : {}),
    ...(times === null ? {} : { times }),
  };
}

function errorIn({ error, body, effect }: FaultDraft): Partial<Fault> {
  const fields = bodyIn(body);
  return {
    error: error.trim() || 'fatal_error',
    ...(fields === null ? {} : { body: { ...fields } }),
    ...(effect === 'none' ? {} : { effect }),
  };
}

function wordsIn(text: string): string[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  return words.length > 0 ? words : ['missing_charset'];
}

/** One fault in a sentence: "views.open: rate limited (429) after 1 s, 2 more times". */
export function describeFault(fault: Fault, left: number | null): string {
  const words = FAULTS.find((known) => known.fault === fault.fault)?.words ?? fault.fault;
  const detail = detailOf(fault);
  return `${fault.method === '*' ? 'Every method' : fault.method}: ${words}${detail}, ${howOften(left)}`;
}

function detailOf({ fault, error, effect, warnings, retry_after: retryAfter, delay_ms: delay }: Fault): string {
  if (fault === 'error') {
    const done = { none: '', partial: ', done in part', whole: ', done all the same' }[effect ?? 'none'];
    return ` (${error ?? 'fatal_error'})${done}`;
  }
  if (fault === 'warning') return ` (${(warnings ?? ['missing_charset']).join(', ')})`;
  if (fault === 'rate_limited') return `, retry after ${retryAfter ?? 1} s`;
  return fault === 'slow' ? ` (${delay ?? 2000} ms)` : '';
}
