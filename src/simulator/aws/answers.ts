import { randomUUID } from 'node:crypto';

import type { JsonObject } from '../json.js';
import type { AwsErrorForm, AwsFault } from './model.js';
import { statusOf } from './refusal.js';

/** What leaves the server. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const namespace = 'com.amazonaws.supportapp';

/** An answer of AWS Support App that is no error. */
export function jsonAnswer(body: JsonObject): Answer {
  const headers = { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID() };
  return { status: 200, headers, body: JSON.stringify(body) };
}

/** An error of AWS Support App, its code in the place that is asked for. */
export function jsonError(
  code: string,
  message: string,
  { status = statusOf(code), form = 'header' }: Style = {},
): Answer {
  const [type, members] = placed(code, form);
  const { headers } = jsonAnswer({});
  return {
    status,
    headers: { ...headers, ...(type === null ? {} : { 'x-amzn-errortype': type }) },
    body: JSON.stringify({ ...members, message }),
  };
}

interface Style {
  status?: number | undefined;
  form?: AwsErrorForm | undefined;
}

/** The header, if the code stands there, and the members of the body. */
function placed(code: string, form: AwsErrorForm): [string | null, JsonObject] {
  switch (form) {
    case 'header':
      return [code, {}];
    case 'header_url':
      return [`${code}:http://internal.amazon.com/coral/${namespace}/`, {}];
    case 'header_namespace':
      return [`${namespace}#${code}`, {}];
    case 'type':
      return [null, { __type: `${namespace}#${code}` }];
    case 'code':
      return [null, { code }];
  }
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function xml(root: string, content: string): string {
  return `<${root} xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${content}</${root}>`;
}

/** One element with plain text in it. */
export function element(name: string, text: string): string {
  return `<${name}>${escaped(text)}</${name}>`;
}

const asXml = (): Record<string, string> => ({ 'content-type': 'text/xml', 'x-amzn-requestid': randomUUID() });

/** An answer of AWS STS that is no error. */
export function xmlAnswer(action: string, content: string): Answer {
  const result = `<${action}Result>${content}</${action}Result>`;
  const metadata = `<ResponseMetadata>${element('RequestId', randomUUID())}</ResponseMetadata>`;
  return { status: 200, headers: asXml(), body: xml(`${action}Response`, result + metadata) };
}

/** An error of AWS STS. */
export function xmlError(code: string, message: string, { status = statusOf(code) }: Style = {}): Answer {
  const type = status < 500 ? 'Sender' : 'Receiver';
  const error = `<Error>${element('Type', type)}${element('Code', code)}${element('Message', message)}</Error>`;
  const body = xml('ErrorResponse', error + element('RequestId', randomUUID()));
  return { status, headers: asXml(), body };
}

const plain = (status: number, type: string, body: string): Answer => ({
  status,
  headers: { 'content-type': type },
  body,
});

/** The code that a fault of either kind of error answers with. */
function faultCode({ fault, error }: AwsFault, service: 'supportapp' | 'sts'): string {
  if (error !== undefined) return error;
  if (fault === 'rate_limited') return service === 'sts' ? 'Throttling' : 'ThrottlingException';
  return service === 'sts' ? 'InternalFailure' : 'InternalServerException';
}

/** What a fault answers before anything has happened; null for those that let the call through. */
export function struckBefore(fault: AwsFault, service: 'supportapp' | 'sts'): Answer | 'broken' | 'silence' | null {
  const error = service === 'sts' ? xmlError : jsonError;
  switch (fault.fault) {
    case 'error':
    case 'rate_limited':
      return error(faultCode(fault, service), 'A simulated fault.', fault);
    case 'http_500':
      return error(faultCode(fault, service), 'A simulated fault.', { ...fault, status: fault.status ?? 500 });
    case 'html':
      return plain(fault.status ?? 502, 'text/html', '<!DOCTYPE html><h1>Bad Gateway</h1>');
    case 'not_json':
      return plain(fault.status ?? 200, 'application/json', 'this is not JSON');
    case 'reset':
      return 'broken';
    case 'hang':
      return 'silence';
    case 'slow':
    case 'stall':
    case 'reply_lost':
      return null;
  }
}
