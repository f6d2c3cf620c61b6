import type { S3Client } from '@aws-sdk/client-s3';

import type { WormPlace } from '../config/ledger.js';
import type { OutsidePlace } from '../engine/ledger/deliver-checkpoints.js';
import type { Clock } from '../engine/ports.js';
import { handlerOptions, PATIENCE, type AwsPlace } from './clients.js';

type Bucket = Extract<WormPlace, { kind: 's3' }>;

const DAY_MS = 24 * 60 * 60_000;

/** What whoever runs this has to do, where AWS's code says it. */
const REMEDIES: Readonly<Record<string, string>> = {
  AccessDenied: 'The app needs s3:PutObject and s3:PutObjectRetention on it, and nothing else.',
  NoSuchBucket: 'Make the bucket, with object lock.',
  InvalidRequest: 'Was the bucket made with object lock?',
  CredentialsProviderError: 'Give the app AWS credentials by AWS’s own variables, files or roles.',
};

/**
 * A bucket with object lock, of AWS or of another service that speaks S3. Each checkpoint is an object of its own that
 * nobody can overwrite or delete before its time is over: it is put only where nothing is, and never read.
 */
export function checkpointBucket(
  bucket: Bucket,
  clock: Pick<Clock, 'now'>,
  { credentials, patience = PATIENCE }: Pick<AwsPlace, 'credentials' | 'patience'> = {},
): OutsidePlace {
  let client: S3Client | null = null;
  const name = `s3://${bucket.bucket}/${bucket.prefix}`;
  return {
    name,
    put: async (key, line) => {
      // Loaded with the first checkpoint: a start does not wait for it, least of all where there is no bucket.
      const { PutObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
      client ??= new S3Client({
        region: bucket.region,
        // The loop around it tries again, and says so.
        maxAttempts: 1,
        requestHandler: handlerOptions(patience),
        ...(credentials === undefined ? {} : { credentials }),
        ...(bucket.endpoint === null ? {} : { endpoint: bucket.endpoint, forcePathStyle: true }),
      });
      const put = new PutObjectCommand({
        Bucket: bucket.bucket,
        Key: bucket.prefix === '' ? key : `${bucket.prefix}/${key}`,
        Body: `${line}\n`,
        ContentType: 'application/json',
        IfNoneMatch: '*',
        ObjectLockMode: bucket.mode,
        ObjectLockRetainUntilDate: new Date(clock.now().getTime() + bucket.retainDays * DAY_MS),
        ChecksumAlgorithm: 'SHA256',
      });
      try {
        await client.send(put);
      } catch (error) {
        // The name has the checkpoint's own hash in it: what is there already is this one, brought by an earlier try.
        if (error instanceof Error && error.name === 'PreconditionFailed') return;
        throw inWords(error);
      }
    },
  };
}

function inWords(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const remedy = REMEDIES[error.name];
  return new Error(`${error.name}: ${error.message}${remedy ? ` ${remedy}` : ''}`, { cause: error });
}
