import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';

import { readJson } from '../http/read-json.js';
import { sendJson, sendText } from '../http/send.js';
import type { Route } from '../http/server.js';
import { Refusal } from '../refusal.js';
import type { AwsAccount } from './model.js';
import { operations } from './operations.js';
import { knownCodes } from './refusal.js';
import type { AwsState } from './state.js';

const Fault = z.strictObject({
  operation: z.string().min(1),
  account: z.string().min(1).exactOptional(),
  fault: z.enum([
    'error',
    'rate_limited',
    'http_500',
    'html',
    'not_json',
    'slow',
    'hang',
    'stall',
    'reset',
    'reply_lost',
  ]),
  error: z.string().exactOptional(),
  status: z.int().min(100).max(599).exactOptional(),
  form: z.enum(['header', 'header_url', 'header_namespace', 'type', 'code']).exactOptional(),
  delay_ms: z.number().min(0).exactOptional(),
  times: z.int().min(1).exactOptional(),
});

const FaultWish = z.union([z.strictObject({ clear: z.literal(true) }), Fault]);

/** What can be changed by hand about an account, by number or name. */
const ChangeAccount = z.strictObject({
  account: z.string(),
  /** A workspace that somebody authorises in the account's Support Center, or takes out again. */
  authorise: z.string().min(1).exactOptional(),
  withdraw: z.string().min(1).exactOptional(),
  inOrganisation: z.boolean().exactOptional(),
  denied: z.array(z.enum([...operations.keys()])).exactOptional(),
  /** A channel in which a chat with AWS Support begins or ends. */
  liveChat: z.strictObject({ channelId: z.string(), open: z.boolean() }).exactOptional(),
});

function accountOf(aws: AwsState, which: string): AwsAccount {
  const account = aws.accounts.find(({ id, name }) => id === which || name === which);
  if (!account) throw new Refusal('account_not_found');
  return account;
}

function changeAccount(aws: AwsState, wish: z.infer<typeof ChangeAccount>): AwsAccount {
  const account = accountOf(aws, wish.account);
  if (wish.authorise !== undefined) aws.authorise(wish.authorise, account);
  if (wish.withdraw !== undefined) aws.withdraw(wish.withdraw, account);
  if (wish.inOrganisation !== undefined) account.inOrganisation = wish.inOrganisation;
  if (wish.denied !== undefined) account.denied = wish.denied;
  for (const channel of account.channels) {
    if (channel.channelId === wish.liveChat?.channelId) channel.liveChat = wish.liveChat.open;
  }
  return account;
}

type Answer = (request: IncomingMessage) => unknown;

function route(path: string, answers: Readonly<Record<string, Answer>>): Route {
  return {
    path,
    async serve(request: IncomingMessage, response: ServerResponse) {
      const answer = answers[request.method ?? 'GET'];
      if (answer) sendJson(response, 200, await answer(request));
      else sendText(response, 405, `This takes ${Object.keys(answers).join(' or ')}.`);
    },
  };
}

/** `/control/aws/…`: the accounts, the faults and the calls of the simulated AWS. */
export function awsControlRoutes(aws: AwsState): Route[] {
  const faults = () => ({ faults: aws.faults.active() });
  const clear = () => {
    aws.faults.clear();
    return faults();
  };
  return [
    route('/control/aws/accounts', {
      GET: () => ({ accounts: aws.accounts }),
      POST: async (request) => ({ account: changeAccount(aws, await readJson(request, ChangeAccount)) }),
    }),
    route('/control/aws/faults', {
      GET: faults,
      async POST(request) {
        const wish = await readJson(request, FaultWish);
        if ('clear' in wish) return clear();
        const { account, ...fault } = wish;
        aws.faults.set(account === undefined ? fault : { ...fault, account: accountOf(aws, account).id });
        return faults();
      },
      DELETE: clear,
    }),
    route('/control/aws/faults/', {
      DELETE(request) {
        aws.faults.clear(decodeURIComponent((request.url ?? '').split('/').at(-1) ?? ''));
        return faults();
      },
    }),
    route('/control/aws/operations', {
      GET: () => ({ operations: [...operations.keys(), 'AssumeRole'], errors: knownCodes }),
    }),
    route('/control/aws/calls', { GET: () => ({ calls: aws.calls }) }),
  ];
}
