import { readFile } from 'node:fs/promises';

import { beforeEach, describe, expect, it } from '@jest/globals';

import type { OpenView } from '../../src/simulator/views/model.js';
import type { Clock } from '../../src/engine/ports.js';
import { explainError } from '../../src/engine/errors/explain-error.js';
import type { AnyOperation } from '../../src/engine/operation.js';
import { MAY_HAVE_HAPPENED } from '../../src/engine/errors/slack-errors.js';
import { toMrkdwn } from '../../src/engine/words.js';
import { settleUnknown } from '../../src/engine/settling/settle.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { withDatabase } from '../support/database.js';
import { startEngineProcess } from '../support/engine.js';
import { withGrid } from '../support/gridkeeper.js';
import { arrives, opensForm, roadTo, startsOut, type Road } from '../support/roads.js';
import { audited, auditPosts, submits, textOf } from '../support/steps.js';

/*
 * Every code that Slack's pages list, answered to the call that counts: what the requester reads, what the audit channel
 * shows. The whole table runs with `npm run test:full`; otherwise every method's own codes, and each of the codes that
 * all methods share at some of them.
 */

const documented: {
  readonly methods: Readonly<Record<string, readonly string[]>>;
  readonly common: readonly string[];
} = JSON.parse(await readFile('test/support/documented-errors.json', 'utf8'));

/** Waited out, and read back: these have tests of their own below. */
const OTHERWISE = new Set(['ratelimited', ...MAY_HAVE_HAPPENED]);
/** Slack does a part of the work and says so with a code. */
const IN_PART = new Set([
  'auto_provision_failure',
  'failed_to_set_admin_on_workspaces',
  'failed_to_set_owner_on_workspaces',
]);
/** After these nothing can be run any more by anybody. */
const TOKEN_TROUBLE = [
  'accesslimited',
  'account_inactive',
  'ekm_access_denied',
  'feature_not_enabled',
  'invalid_auth',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'not_an_admin',
  'not_authed',
  'org_login_required',
  'token_expired',
  'token_revoked',
  'two_factor_setup_required',
];
const methods = [...Object.keys(documented.methods), 'admin.usergroups.removeTeams'];
/** Of the codes that methods share, a method has every so-manieth in the short run. */
const everything = process.env['TEST_FULL'] !== undefined;
const EVERY = everything ? 1 : methods.length;

/** Codes of many methods mean the same at each of them. */
const isShared = (code: string): boolean =>
  documented.common.includes(code) || methods.filter((each) => documented.methods[each]?.includes(code)).length > 3;

/** Own codes, and a share of the others that is another one for the next method. */
function codesOf(method: string): string[] {
  const all = [...new Set([...(documented.methods[method] ?? []), ...documented.common])];
  const mine = all.filter(isShared).filter((_, index) => (index + methods.indexOf(method)) % EVERY === 0);
  return all.filter((code) => !isShared(code) || mine.includes(code));
}

const nextStep = (operation: AnyOperation, code: string): string => toMrkdwn(explainError(operation, code), {});

describe('every error of Slack’s pages', () => {
  const database = withDatabase();
  const ahead = { by: 0 };
  const clock: Clock = {
    now: () => new Date(Date.now() + ahead.by),
    sleep: async (milliseconds) => void (ahead.by += milliseconds),
  };
  const grid = withGrid(database, { clock });
  beforeEach(() => grid.current.slack.reset());

  /** Goes down the whole road with Slack answering so at its end; says what the requester reads. */
  const told = async (method: string, road: Road, code: string): Promise<string> => {
    const { slack } = grid.current;
    const who = await startsOut(slack, road);
    const calls = slack.calls(method).length;
    slack.setFault({ method, fault: 'error', error: code, times: 1 });
    const shown = await arrives(slack, road, who);
    await slack.waitFor(() => slack.calls(method).length > calls);
    const read = road.approver
      ? await slack.waitFor(() => who.directMessages().find(({ text }) => text.includes(`\`${code}\``))?.text)
      : textOf(shown);
    expect(slack.calls(method)).toHaveLength(calls + 1);
    return read;
  };

  describe.each(methods)('of %s', (method) => {
    const road = roadTo(method);
    const operation = catalogue.byMethod(method);

    it.each(codesOf(method).filter((code) => !OTHERWISE.has(code) && !IN_PART.has(code)))(
      '%s is shown with what to do next, to the requester and in the audit channel, and nothing is called again',
      async (code) => {
        const { slack, log } = grid.current;
        const logged = log.length;
        const says = `Slack refused with \`${code}\`. Nothing was changed. ${nextStep(operation, code)}`;
        expect(await told(method, road, code)).toContain(says);
        const post = await audited(slack, 'refused');
        expect(post.text).toContain(says);
        expect(post.text).toContain('refused by Slack');
        expect(slack.breaches()).toEqual([]);
        const alerted = log.slice(logged).some((line) => JSON.parse(line).alert === 'admin-token');
        expect([code, alerted]).toEqual([code, TOKEN_TROUBLE.includes(code)]);
      },
    );
  });

  it.each(methods.flatMap((method) => codesOf(method).flatMap((code) => (IN_PART.has(code) ? [[method, code]] : []))))(
    'of %s: %s is said to be done in part, and is not undone',
    async (method, code) => {
      const says = `Only partly done (\`${code}\`). ${nextStep(catalogue.byMethod(method), code)}`;
      expect(await told(method, roadTo(method), code)).toContain(says);
      const post = await audited(grid.current.slack, 'partly');
      expect(post.text).toContain(says);
      expect(JSON.stringify(post.blocks)).not.toContain('run.undo');
    },
  );

  it.each(methods.filter((method) => roadTo(method).reads))(
    'of %s: what may have happened is no more than a failed look where nothing is changed',
    async (method) => {
      for (const code of MAY_HAVE_HAPPENED) {
        const says = `Slack refused with \`${code}\`. Nothing was changed. ${nextStep(catalogue.byMethod(method), code)}`;
        expect(await told(method, roadTo(method), code)).toContain(says);
        await grid.current.slack.as(roadTo(method).by).close();
      }
    },
  );

  it.each(methods)(
    'of %s: being asked to wait is waited out, then it is done, and a warning that comes with it is recorded',
    async (method) => {
      const { slack } = grid.current;
      const road = roadTo(method);
      const who = await startsOut(slack, road);
      const calls = slack.calls(method).length;
      slack.setFault({ method, fault: 'error', error: 'ratelimited', times: 1 });
      slack.setFault({ method, fault: 'warning', warnings: ['missing_charset', method], times: 1 });
      await arrives(slack, road, who);
      expect((await audited(slack, 'succeeded')).text).toContain('Done: ');
      expect(slack.calls(method)).toHaveLength(calls + 2);
      const entries = await database.current.db.selectFrom('ledger_entries').select('entry').execute();
      const warnings = entries.flatMap(({ entry }) => JSON.parse(entry).warnings ?? []);
      expect(warnings.filter((warning) => warning === method)).toHaveLength(1);
    },
  );

  /** What Slack is asked between two steps, each method once. */
  const askedDuring = async (step: () => Promise<unknown>): Promise<string[]> => {
    const { slack } = grid.current;
    const before = slack.calls().length;
    await step();
    const reads = slack.calls().slice(before);
    return [...new Set(reads.map(({ method }) => method))].filter((method) => !/^(?:views|chat)\./u.test(method));
  };

  it.each(methods.filter((method) => !roadTo(method).reads))(
    'of %s: what goes wrong while things are read, before the plan or before the call, is said, and nothing is called',
    async (method) => {
      const { slack } = grid.current;
      const road = roadTo(method);
      const code = 'token_revoked';
      const says = (read: string): string =>
        `⛔ Slack refused \`${read}\` with \`${code}\`. ${nextStep(catalogue.byMethod(method), code)} Nothing was changed.`;
      const who = slack.as(road.by);
      /** The reads that a step stops at, of all that it makes. Whatever gets as far as the call is refused there. */
      const stopsAt = async (goesThere: () => Promise<unknown>, step: () => Promise<OpenView>): Promise<string[]> => {
        const refusing = (...faulty: string[]): void => {
          slack.clearFaults();
          slack.setFault({ method, fault: 'error', error: 'restricted_action' });
          for (const read of faulty) slack.setFault({ method: read, fault: 'error', error: code });
        };
        await goesThere();
        refusing();
        const reads = (await askedDuring(step)).filter(
          (read) => read !== method && (everything || read === 'users.info'),
        );
        await who.close();
        const stopped = [];
        for (const read of reads) {
          slack.clearFaults();
          await goesThere();
          refusing(read);
          const calls = slack.calls(method).length;
          const view = await step();
          if (textOf(view).includes(says(read))) stopped.push(read);
          if (stopped.includes(read)) expect(slack.calls(method)).toHaveLength(calls);
          await who.close();
        }
        slack.clearFaults();
        return stopped;
      };

      expect(
        await stopsAt(
          () => opensForm(slack, road),
          () => submits(slack, who, road.values),
        ),
      ).toContain('users.info');
      // Who somebody is, is read with the other token.
      expect(grid.current.log.map((line) => JSON.parse(line).alert)).toContain('bot-token');
      expect(
        await stopsAt(
          () => startsOut(slack, road),
          async () => {
            const view = await submits(slack, who);
            return road.asksTwice ? submits(slack, who) : view;
          },
        ),
      ).toContain('users.info');
    },
  );

  it('leaves open what may have happened, and says how it ended once it has been looked at twice', async () => {
    const { slack } = grid.current;
    const changing = methods.filter((method) => !roadTo(method).reads);
    const codes = [...MAY_HAVE_HAPPENED];
    const cases = changing.map((method, index) => ({ method, code: codes[index % codes.length] ?? '' }));
    const postOf = (method: string, state: string) =>
      slack.waitFor(() =>
        auditPosts(slack).find(
          ({ metadata }) =>
            metadata?.event_payload['operation'] === method && metadata.event_payload['state'] === state,
        ),
      );
    for (const { method, code } of cases) {
      expect(await told(method, roadTo(method), code)).toMatch(/It is not known (?:yet )?whether it happened/u);
      expect((await postOf(method, 'unknown')).text).toContain(`(\`${code}\`)`);
      await slack.as(roadTo(method).by).close();
    }

    ahead.by += 5_000;
    const other = await startEngineProcess(slack, database.current, clock);
    await settleUnknown(other.ports);
    ahead.by += 31_000;
    await settleUnknown(other.ports);
    await other.deliver();
    for (const { method, code } of cases) {
      const lost = method === 'admin.users.invite';
      const { text, blocks } = await postOf(method, lost ? 'unknown' : 'failed');
      expect(JSON.stringify(blocks).includes('run.close')).toBe(lost);
      if (!lost) {
        expect(text).toContain(
          `It failed (\`${code}\`) and nothing was changed. ${nextStep(catalogue.byMethod(method), code)}`,
        );
      }
      expect(slack.calls(method).filter(({ ok, error }) => ok || error === code)).toHaveLength(1);
    }
  });
});
