import type { JsonObject } from './json.js';

/** Slack's `{ ok: false, error }`, thrown where a rule is broken and answered to whoever asked. */
export class Refusal extends Error {
  readonly code: string;
  readonly extra: JsonObject;

  constructor(code: string, extra: JsonObject = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.extra = extra;
  }
}

/** A refusal that names what is wrong, as Slack does for arguments, blocks and views. */
export function refuseWith(code: string, problems: readonly string[]): Refusal {
  const messages = problems.map((problem) => `[ERROR] ${problem}`);
  return new Refusal(code, { errors: problems, response_metadata: { messages } });
}
