import type { z } from 'zod';

import { problemsOf } from '../block-kit/problems.js';
import type { JsonObject } from '../json.js';
import { Refusal, refuseWith } from '../refusal.js';
import type { Slack } from '../slack.js';
import type { Caller, TokenKind } from '../tokens.js';
import { requireScope } from '../tokens.js';

/** The organisation a call goes to, and who calls. */
export interface CallContext {
  slack: Slack;
  caller: Caller;
  /** What was sent to show who calls. */
  token: string;
}

interface Definition<Schema extends z.ZodType> {
  method: string;
  tokens: readonly TokenKind[];
  /** Any one of these lets a call through; none means that every token may. */
  scopes: readonly string[];
  input: Schema;
  /** Slack's own code for a missing or bad argument, where it has one. Else it is `invalid_arguments`. */
  codes?: Readonly<Record<string, string>>;
  run(context: CallContext, input: z.output<Schema>): JsonObject;
}

/** One method of the Web API: what it lets in, and what it does. */
export interface Method {
  method: string;
  call(context: CallContext, args: JsonObject): JsonObject;
}

/** Puts the checks every method shares in front of what it does: token type, scope, arguments. */
export function defineMethod<Schema extends z.ZodType>(definition: Definition<Schema>): Method {
  const { method, tokens, scopes, input } = definition;
  return {
    method,
    call(context, args) {
      if (!tokens.includes(context.caller.kind)) throw new Refusal('not_allowed_token_type');
      requireScope(context.caller, scopes);
      const parsed = input.safeParse(args);
      if (parsed.success) return definition.run(context, parsed.data);
      const field = String(parsed.error.issues[0]?.path[0] ?? '');
      const code = definition.codes?.[field];
      if (code !== undefined) throw new Refusal(code);
      throw refuseWith('invalid_arguments', problemsOf(input, args, ''));
    },
  };
}
