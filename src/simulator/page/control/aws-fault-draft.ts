import type { AwsFault } from '../aws-api.js';
import { countIn, howOften } from './times.js';

/** What stands in AWS's form of the control panel: texts, as typed. */
export interface AwsFaultDraft {
  /** Empty: every operation, every account. */
  readonly operation: string;
  readonly account: string;
  readonly fault: AwsFault['fault'];
  readonly error: string;
  readonly delay: string;
  readonly times: string;
}

/** The form before anybody has touched it. */
export const FIRST_AWS_DRAFT: AwsFaultDraft = {
  operation: '',
  account: '',
  fault: 'error',
  error: 'ConflictException',
  delay: '2000',
  times: '1',
};

/** Every kind of misbehaviour of AWS's, as the panel names it. */
export const AWS_FAULTS: readonly { readonly fault: AwsFault['fault']; readonly words: string }[] = [
  { fault: 'error', words: 'Answer with a code' },
  { fault: 'rate_limited', words: 'Throttled' },
  { fault: 'http_500', words: 'Server error (500)' },
  { fault: 'html', words: 'An HTML page (502)' },
  { fault: 'not_json', words: 'An answer that is no JSON' },
  { fault: 'slow', words: 'Slow' },
  { fault: 'hang', words: 'No answer at all' },
  { fault: 'stall', words: 'An answer that never ends' },
  { fault: 'reset', words: 'Connection reset before the call' },
  { fault: 'reply_lost', words: 'Done, but the reply is lost' },
];

/** The fault as the server takes it: only what belongs to its kind; an empty count is every call. */
export function awsFaultOf(draft: AwsFaultDraft): AwsFault {
  const times = countIn(draft.times);
  return {
    operation: draft.operation || '*',
    fault: draft.fault,
    ...(draft.account === '' ? {} : { account: draft.account }),
    ...(draft.fault === 'error' ? { error: draft.error.trim() || 'InternalServerException' } : {}),
    ...(draft.fault === 'slow' ? { delay_ms: countIn(draft.delay) ?? 2000 } : {}),
    ...(times === null ? {} : { times }),
  };
}

/** One fault in a sentence: “AssumeRole in Production: Throttled, once more”. */
export function describeAwsFault(fault: AwsFault, left: number | null, accountName: string | null): string {
  const { operation, delay_ms: delay = 2000 } = fault;
  const words = AWS_FAULTS.find((known) => known.fault === fault.fault)?.words ?? fault.fault;
  const where = accountName === null ? 'every account' : accountName;
  const detail = fault.fault === 'error' ? ` (${fault.error})` : fault.fault === 'slow' ? ` (${delay} ms)` : '';
  return `${operation === '*' ? 'Every operation' : operation} in ${where}: ${words}${detail}, ${howOften(left)}`;
}
