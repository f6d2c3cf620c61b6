import type { JsonObject } from '../json.js';
import { textOf } from '../json.js';
import { Refusal } from '../refusal.js';
import type { Slack } from '../slack.js';
import { documentedErrors } from './documented-errors.js';
import { methods } from './methods.js';

/** One call of the Web API as it arrived, its arguments not looked at yet. */
export interface ApiCall {
  method: string;
  token: string | undefined;
  args: JsonObject;
}

/** What a method answers when it did what it was asked. */
export type ApiResult = { ok: true } & JsonObject;
/** What it answers when it did not: Slack's code, and what belongs to it. */
export type ApiError = { ok: false; error: string } & JsonObject;

/** Letters, digits and underscores: https://docs.slack.dev/apis/web-api (`invalid_arg_name`). */
const argumentName = /^[a-z0-9_.]{1,80}$/i;

/** Echoes what it is given, needs no token: https://docs.slack.dev/reference/methods/api.test */
function apiTest(args: JsonObject): JsonObject {
  const error = textOf(args['error']);
  if (error !== undefined) throw new Refusal(error, { args });
  return { args };
}

function run(slack: Slack, { method, token, args }: ApiCall): JsonObject {
  if (!Object.keys(args).every((name) => argumentName.test(name))) throw new Refusal('invalid_arg_name');
  if (method === 'api.test') return apiTest(args);
  if (method === 'oauth.v2.access') return slack.oauth.access(args);
  if (method === 'apps.connections.open') return slack.sockets.address(token, slack.address);
  const known = methods.get(method);
  if (!known) throw new Refusal('unknown_method', { req_method: method });
  if (slack.org.data.admin_api === false) refuseWithoutAdminApi(method);
  return known.call({ slack, caller: slack.tokens.caller(token), token: token ?? '' }, args);
}

/** By whichever of the two names the method's page has for it; a few have none, and work all the same. */
function refuseWithoutAdminApi(method: string): void {
  if (!method.startsWith('admin.')) return;
  const code = ['feature_not_enabled', 'not_enabled'].find((each) => documentedErrors[method]?.includes(each));
  if (code !== undefined) throw new Refusal(code);
}

/** Runs a call against the simulated organisation: its effect happens here, at once or not at all. */
export function runMethod(slack: Slack, call: ApiCall): ApiResult | ApiError {
  try {
    return { ok: true, ...run(slack, call) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    noteBreach(slack, call, error);
    return { ok: false, error: error.code, ...error.extra };
  }
}

function noteBreach(slack: Slack, call: ApiCall, { code, extra }: Refusal): void {
  const problems = extra['errors'];
  // Without words of Slack's it is a list of ids: what a method could not do, and no fault of the app.
  if (!Array.isArray(problems) || !('response_metadata' in extra)) return;
  slack.breaches.add(call.method, code, problems.map(String));
}
