import type { Answer } from './answers.js';
import { element, xmlAnswer } from './answers.js';
import type { Key } from './keys.js';
import { AwsRefusal } from './refusal.js';
import type { AwsState } from './state.js';

const shortest = 900;
/** A role's own limit, unless it has been raised. */
const longest = 3600;

function seconds(form: URLSearchParams): number {
  const wished = Number(form.get('DurationSeconds') ?? longest);
  if (Number.isInteger(wished) && wished >= shortest && wished <= longest) return wished;
  throw new AwsRefusal('ValidationError', `DurationSeconds must be between ${shortest} and ${longest}.`);
}

/** `AssumeRole`: keys for another account, for whoever says the right ExternalId. */
export function assumeRole(aws: AwsState, caller: Key, form: URLSearchParams): Answer {
  const roleArn = form.get('RoleArn') ?? '';
  const name = form.get('RoleSessionName') ?? '';
  if (!/^[\w+=,.@-]{2,64}$/.test(name)) throw new AwsRefusal('ValidationError', 'RoleSessionName is not well-formed.');
  const lifetime = seconds(form);
  const account = aws.accounts.find(({ id, role }) => role && `arn:aws:iam::${id}:role/${role.name}` === roleArn);
  if (!account || account.role?.externalId !== form.get('ExternalId') || caller.session) {
    throw new AwsRefusal('AccessDenied', `User is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`);
  }
  const expires = aws.now() + (aws.sessionSeconds ?? lifetime) * 1000;
  const key = aws.keys.issue(account.id, name, expires);
  const credentials =
    element('AccessKeyId', key.accessKeyId) +
    element('SecretAccessKey', key.secretAccessKey) +
    element('SessionToken', key.session.token) +
    element('Expiration', new Date(expires).toISOString());
  return xmlAnswer('AssumeRole', `<Credentials>${credentials}</Credentials>`);
}
