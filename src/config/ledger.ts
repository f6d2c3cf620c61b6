import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';

import { z } from 'zod';

import { httpsUrl } from './https.js';

/** Where checkpoints go, outside of the database; for neither does the app need a right to delete. */
export type WormPlace =
  | { readonly kind: 'file'; readonly path: string }
  | {
      readonly kind: 's3';
      readonly bucket: string;
      /** Without slashes at its ends; may be empty. */
      readonly prefix: string;
      readonly region: string;
      /** Of another service than AWS’s own; `null` for AWS. */
      readonly endpoint: string | null;
      readonly retainDays: number;
      readonly mode: 'COMPLIANCE' | 'GOVERNANCE';
    };

export interface LedgerConfig {
  /** Seeds, base64: the first one signs; the second, if there is one, is the one before it. Empty: nothing is signed. */
  readonly signingKeys: readonly string[];
  readonly worm: WormPlace | null;
  /** The webhook that every entry is sent to; `null`: none. The whole URL is a secret. */
  readonly sink: string | null;
}

const SEED = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/u;
const REGION = /^[a-z0-9-]+$/u;
/** Seven years. */
const RETAIN_DAYS = 2_557;
const LONGEST_DAYS = 36_500;
const HOW_S3 =
  'must be file:///path/of/a/file or s3://bucket/prefix (and, as needed, ?region=eu-central-1&retain_days=2557&mode=COMPLIANCE or GOVERNANCE); the bucket must have object lock.';

/** The ledger’s part of the environment. */
export const ledgerVariables = {
  LEDGER_SIGNING_KEY: z
    .string()
    .refine((keys) => seedsOf(keys).length <= 2 && seedsOf(keys).every((key) => SEED.test(key)), {
      error:
        'must be the base64 of 32 random bytes (openssl rand -base64 32). To change it, put the new one in front of the old one, with a comma between them.',
    })
    .optional(),
  AUDIT_WORM_URL: z
    .string()
    .refine((url) => placeOf(url) !== null, { error: HOW_S3 })
    .optional(),
  AUDIT_SINK_URL: httpsUrl.optional(),
  AWS_REGION: z.string().regex(REGION, { error: 'must be the name of a region: eu-central-1.' }).optional(),
  AWS_ENDPOINT_URL: httpsUrl.optional(),
  AWS_ENDPOINT_URL_S3: httpsUrl.optional(),
};

type LedgerVariables = { readonly [K in keyof typeof ledgerVariables]?: string | undefined };

/** What is wrong with them together. */
export function ledgerProblems(env: LedgerVariables): string[] {
  return [...sinkProblems(env), ...wormProblems(env)];
}

function sinkProblems(env: LedgerVariables): string[] {
  if (env.AUDIT_SINK_URL === undefined || env.LEDGER_SIGNING_KEY !== undefined) return [];
  return [
    'LEDGER_SIGNING_KEY is missing, but AUDIT_SINK_URL is set: what goes there is signed. Make a key with openssl rand -base64 32, or unset AUDIT_SINK_URL.',
  ];
}

function wormProblems(env: LedgerVariables): string[] {
  if (env.AUDIT_WORM_URL === undefined) return [];
  const unsigned =
    env.LEDGER_SIGNING_KEY === undefined
      ? [
          'LEDGER_SIGNING_KEY is missing, but AUDIT_WORM_URL is set: what goes there is signed. Make a key with openssl rand -base64 32, or unset AUDIT_WORM_URL.',
        ]
      : [];
  const place = placeOf(env.AUDIT_WORM_URL, env);
  const nowhere =
    place?.kind === 's3' && place.region === ''
      ? ['AUDIT_WORM_URL names a bucket, but no region: set AWS_REGION, or add ?region=eu-central-1 to AUDIT_WORM_URL.']
      : [];
  return [...unsigned, ...nowhere];
}

/** Reads what `ledgerVariables` have let through. */
export function ledgerConfig(set: LedgerVariables): LedgerConfig {
  return {
    signingKeys: seedsOf(set.LEDGER_SIGNING_KEY ?? ''),
    worm: set.AUDIT_WORM_URL === undefined ? null : placeOf(set.AUDIT_WORM_URL, set),
    sink: set.AUDIT_SINK_URL ?? null,
  };
}

function seedsOf(keys: string): string[] {
  return keys.split(/\s*,\s*/u).filter((key) => key !== '');
}

function placeOf(text: string, aws: LedgerVariables = {}): WormPlace | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol === 'file:') return fileAt(url);
  return url.protocol === 's3:' ? bucketAt(url, aws) : null;
}

function fileAt(url: URL): WormPlace | null {
  if (url.host !== '' || url.search !== '' || url.pathname.endsWith('/')) return null;
  const path = fileURLToPath(url);
  return isAbsolute(path) ? { kind: 'file', path } : null;
}

const S3Parameters = z.strictObject({
  region: z.string().regex(REGION).optional(),
  retain_days: z.coerce.number().int().min(1).max(LONGEST_DAYS).default(RETAIN_DAYS),
  mode: z.enum(['COMPLIANCE', 'GOVERNANCE']).default('COMPLIANCE'),
});

function bucketAt({ hostname, pathname, searchParams }: URL, aws: LedgerVariables): WormPlace | null {
  const read = S3Parameters.safeParse(Object.fromEntries(searchParams));
  if (!read.success || !/^[a-z0-9.-]{3,63}$/u.test(hostname)) return null;
  const { region = aws.AWS_REGION ?? '', retain_days: retainDays, mode } = read.data;
  const endpoint = aws.AWS_ENDPOINT_URL_S3 ?? aws.AWS_ENDPOINT_URL ?? null;
  const prefix = decodeURIComponent(pathname).replace(/^\/+|\/+$/gu, '');
  return { kind: 's3', bucket: hostname, prefix, region, endpoint, retainDays, mode };
}

/** Some variables hold several secrets, with commas between them, and each may turn up by itself. */
export function alsoItsParts(secret: string): string[] {
  const parts = secret.split(/\s*,\s*/u);
  return parts.length > 1 ? [secret, ...parts] : [secret];
}

/** What of a webhook’s URL must not be seen in a log: everything but where it leads. */
export function secretsOfUrl(text: string): string[] {
  const { username, password, pathname, search, searchParams } = new URL(text);
  return [text, username, password, `${pathname}${search}`, ...searchParams.values()].filter((part) => part !== '/');
}
