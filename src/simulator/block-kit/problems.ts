import type { z } from 'zod';

import { isObject } from '../json.js';

type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;

/** `/view/blocks/0/text`: where in the payload the problem is (RFC 6901). */
export function pointer(base: string, path: Path): string {
  return base + path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isObject(value) ? value[String(key)] : undefined;
  }, data);
}

const kinds: Record<string, string> = { object: 'an object', array: 'an array', int: 'an integer' };

function tooBig(issue: z.core.$ZodIssueTooBig): string {
  if (issue.origin === 'string') return `must be less than ${Number(issue.maximum) + 1} characters`;
  if (issue.origin === 'array') return `no more than ${String(issue.maximum)} items allowed`;
  return `must be at most ${String(issue.maximum)}`;
}

function tooSmall(issue: z.core.$ZodIssueTooSmall): string {
  if (issue.origin === 'string') return `must be more than ${Number(issue.minimum) - 1} characters`;
  if (issue.origin === 'array') return `no less than ${String(issue.minimum)} items allowed`;
  return `must be at least ${String(issue.minimum)}`;
}

function told(text: string, base: string, path: Path): string {
  return `${text} [json-pointer:${pointer(base, path) || '/'}]`;
}

/** One problem in the words Slack uses for it. */
function inWords(issue: Issue, data: unknown, base: string): string[] {
  const { path } = issue;
  const last = path.at(-1);
  const value = valueAt(data, path);
  const missing = value === undefined && last !== undefined && typeof last === 'string';
  if (missing && (issue.code === 'invalid_type' || issue.code === 'invalid_union' || issue.code === 'invalid_value')) {
    return [told(`missing required field: ${last}`, base, path.slice(0, -1))];
  }
  switch (issue.code) {
    case 'too_big':
      return [told(tooBig(issue), base, path)];
    case 'too_small':
      return [told(tooSmall(issue), base, path)];
    case 'unrecognized_keys':
      return issue.keys.map((key) => told(`invalid additional property: ${key}`, base, path));
    case 'invalid_union':
      if (issue.discriminator !== undefined)
        return [told(`unsupported type: ${String(value)}`, base, path.slice(0, -1))];
      return [told('failed to match any allowed schemas', base, path)];
    case 'invalid_type':
      return [told(`must provide ${kinds[issue.expected] ?? `a ${issue.expected}`}`, base, path)];
    case 'invalid_value':
      return [told(`must be a valid enum value: ${issue.values.map(String).join(', ')}`, base, path)];
    case 'invalid_format':
      return [told(issue.format === 'regex' ? issue.message : `must be a valid ${issue.format}`, base, path)];
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return [told(issue.message, base, path)];
    default:
      return [];
  }
}

/** Every problem of a value that did not fit its schema, as `response_metadata.messages` names them. */
export function problemsOf(schema: z.ZodType, data: unknown, base: string): string[] {
  const parsed = schema.safeParse(data);
  return parsed.success ? [] : parsed.error.issues.flatMap((issue) => inWords(issue, data, base));
}
