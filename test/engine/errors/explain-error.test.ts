import { describe, expect, it } from '@jest/globals';

import { COMMON_ERRORS } from '../../../src/engine/errors/common-errors.js';
import { explainError } from '../../../src/engine/errors/explain-error.js';
import { toPlain } from '../../../src/engine/words.js';
import { catalogue } from '../../../src/operations/catalogue.js';
import { setAdmin } from '../../../src/operations/users/set-admin.js';

/** Every code that Slack lists for all its methods. */
const COMMON = [
  'access_denied',
  'accesslimited',
  'account_inactive',
  'deprecated_endpoint',
  'ekm_access_denied',
  'enterprise_is_restricted',
  'fatal_error',
  'internal_error',
  'invalid_arg_name',
  'invalid_arguments',
  'invalid_array_arg',
  'invalid_auth',
  'invalid_charset',
  'invalid_form_data',
  'invalid_json',
  'invalid_post_type',
  'is_bot',
  'json_not_object',
  'method_deprecated',
  'missing_post_type',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'not_authed',
  'org_login_required',
  'ratelimited',
  'request_timeout',
  'service_unavailable',
  'team_access_not_granted',
  'team_added_to_org',
  'token_expired',
  'token_revoked',
  'two_factor_setup_required',
  'unknown_method',
];

/** Every code that the app gives where Slack or AWS gave none. */
const OUR_OWN = [
  'timeout',
  'connection_lost',
  'unreachable',
  'unreadable_answer',
  'no_answer',
  'no_credentials',
  'endless_list',
  'http_404',
  'http_500',
  'http_503',
  'directory_not_ready',
  'closed_by_hand',
  'process_ended',
  'superseded',
  'fault',
  'unknown',
];

const POINTS_TO_THE_PAGE = 'What this code means is on the method’s page';
const said = (method: string, error: string): string => toPlain(explainError(catalogue.byMethod(method), error), {});

describe('explainError', () => {
  const documented = catalogue.all.flatMap(({ method }) => COMMON.map((error) => [method, error] as const));

  it.each(documented)('of %s says what %s means and what to do next', (method, error) => {
    const text = said(method, error);
    expect(text).not.toContain(POINTS_TO_THE_PAGE);
    expect(text).toMatch(/^[A-Z].{20,}\.$/su);
    expect(text).not.toContain(error);
  });

  it.each(OUR_OWN)(
    'says what our own code %s means, and does not send people to a page that does not know it',
    (error) => {
      for (const text of [said('admin.users.setAdmin', error), toPlain(explainError(null, error), {})]) {
        expect(text).not.toContain(POINTS_TO_THE_PAGE);
        expect(text).toMatch(/^[A-Z].{20,}\.$/su);
        expect(text).toMatch(/again/u);
      }
    },
  );

  it.each(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])(
    'does not leave open what happened after %s: it is said of what is known only',
    (error) => {
      expect(said('admin.users.setAdmin', error)).toBe(
        'Slack is having trouble. Try again in a minute; if it stays, status.slack.com says when it is over.',
      );
    },
  );

  it('lets an operation explain a code better than the common list does', () => {
    const operation = { ...setAdmin, explain: { missing_scope: 'Ours.' } };
    expect(explainError(operation, 'missing_scope')).toEqual(['Ours.']);
    expect(explainError(null, 'missing_scope')).toEqual([COMMON_ERRORS['missing_scope']]);
  });

  it.each(['brand_new_code', 'constructor', '__proto__', 'toString'])(
    'points to the method’s page where %s is not known',
    (error) => {
      expect(said('admin.users.setAdmin', error)).toBe(
        `${POINTS_TO_THE_PAGE}: https://docs.slack.dev/reference/methods/admin.users.setAdmin`,
      );
      expect(toPlain(explainError(null, error), {})).toBe(
        'Try again in a minute; if it stays, tell whoever operates the app.',
      );
    },
  );
});
