import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import { readBody } from '../http/read-body.js';
import { objectOr, parseJson, textOf } from '../json.js';
import type { Answer } from './answers.js';
import { jsonAnswer, jsonError, struckBefore, xmlError } from './answers.js';
import type { AwsCall, AwsFault } from './model.js';
import { operationAt, operations } from './operations.js';
import { AwsRefusal } from './refusal.js';
import type { SignatureProblem, SignedRequest } from './signature.js';
import { BadSignature, claimedKey, verifySignature } from './signature.js';
import type { AwsState } from './state.js';
import { assumeRole } from './sts.js';

type Sent = Answer | 'broken' | 'silence';

/** A request, read; nothing of it is believed yet. */
interface Arrived {
  request: SignedRequest;
  call: AwsCall;
}

const codes: Readonly<Record<AwsCall['service'], Readonly<Record<SignatureProblem, string>>>> = {
  supportapp: {
    missing: 'MissingAuthenticationTokenException',
    unknown_key: 'UnrecognizedClientException',
    expired_token: 'ExpiredTokenException',
    mismatch: 'InvalidSignatureException',
  },
  sts: {
    missing: 'MissingAuthenticationToken',
    unknown_key: 'InvalidClientTokenId',
    expired_token: 'ExpiredToken',
    mismatch: 'SignatureDoesNotMatch',
  },
};

function read(aws: AwsState, message: IncomingMessage, body: Buffer): Arrived {
  const { method = 'GET', url = '/', headers } = message;
  const { pathname } = new URL(url, 'http://localhost');
  const isSts = !pathname.startsWith('/control/');
  const form = Object.fromEntries(new URLSearchParams(body.toString('utf8')));
  const call: AwsCall = {
    at: new Date(aws.now()).toISOString(),
    service: isSts ? 'sts' : 'supportapp',
    operation: isSts ? (form['Action'] ?? '') : operationAt(pathname),
    account: null,
    session: null,
    region: null,
    arguments: isSts ? form : objectOr(parseJson(body.toString('utf8'))),
    status: null,
    error: null,
  };
  return { request: { method, url, headers, body }, call };
}

/** Does what is asked, once it is clear who asks. */
function perform(aws: AwsState, { request, call }: Arrived): Answer {
  const { key, region } = verifySignature(request, { keys: aws.keys, service: call.service, now: aws.now() });
  Object.assign(call, { region, account: key.account, session: key.session?.name ?? null });
  if (call.service === 'sts') {
    if (call.operation !== 'AssumeRole') throw new AwsRefusal('InvalidAction', `There is no action ${call.operation}.`);
    return assumeRole(aws, key, new URLSearchParams(request.body.toString('utf8')));
  }
  const operation = operations.get(call.operation);
  if (!operation || request.method !== 'POST') {
    throw new AwsRefusal('UnknownOperationException', 'There is no such operation.');
  }
  const account = aws.account(key.account);
  if (account.denied.includes(call.operation)) {
    throw new AwsRefusal('AccessDeniedException', `User is not authorized to perform: supportapp:${call.operation}`);
  }
  // Clients may leave the body out where there is nothing to say.
  const body = parseJson(request.body.toString('utf8') || '{}');
  if (body === undefined) throw new AwsRefusal('SerializationException', 'The body is no JSON.');
  return jsonAnswer(operation.run(aws.sceneOf(account), body));
}

function answer(aws: AwsState, arrived: Arrived): Answer {
  const { call } = arrived;
  try {
    return perform(aws, arrived);
  } catch (error) {
    const code = error instanceof BadSignature ? codes[call.service][error.problem] : codeOf(error);
    call.error = code;
    const message = error instanceof Error ? error.message : String(error);
    return call.service === 'sts' ? xmlError(code, message) : jsonError(code, message);
  }
}

function codeOf(error: unknown): string {
  if (error instanceof AwsRefusal) return error.code;
  throw error;
}

/** Which account a request is for, by what it says of itself: the one of its key, or the one it wants to get into. */
function accountMeant(aws: AwsState, { request, call }: Arrived): string | null {
  if (call.service === 'sts') return textOf(call.arguments['RoleArn'])?.split(':')[4] ?? null;
  return aws.keys.find(claimedKey(request.headers) ?? '')?.account ?? null;
}

/** The answer with the fault that is set for it: before the effect, after it, or none at all. */
async function handle(aws: AwsState, arrived: Arrived): Promise<{ sent: Sent; fault: AwsFault | undefined }> {
  const fault = aws.faults.take(arrived.call.operation, accountMeant(aws, arrived));
  const early = fault ? struckBefore(fault, arrived.call.service) : null;
  if (fault && early !== null) {
    arrived.call.error = fault.error ?? fault.fault;
    return { sent: early, fault };
  }
  const sent = answer(aws, arrived);
  if (fault?.fault === 'slow') await wait(fault.delay_ms ?? 2000);
  return { sent: fault?.fault === 'reply_lost' ? 'broken' : sent, fault };
}

/** AWS Support App below `/control/`, and AWS STS at `/`. */
export async function serveAws(aws: AwsState, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const arrived = read(aws, message, await readBody(message));
  aws.calls.push(arrived.call);
  const { sent, fault } = await handle(aws, arrived);
  if (sent === 'silence') return;
  if (sent === 'broken') {
    message.socket.destroy();
    return;
  }
  arrived.call.status = sent.status;
  // AWS's own clock, which need not be that of this machine.
  response.sendDate = false;
  response.setHeader('date', new Date(aws.now()).toUTCString());
  response.writeHead(sent.status, { ...sent.headers, 'content-length': String(Buffer.byteLength(sent.body)) });
  if (fault?.fault === 'stall') response.write(sent.body.slice(0, 1));
  else response.end(sent.body);
}
