import { z } from 'zod';

import { BadConfiguration, blankIsUnset, type Config } from '../config.js';
import { databaseConfig, databaseProblems, databaseVariables } from './database.js';
import { ledgerConfig, ledgerProblems, ledgerVariables, type LedgerConfig } from './ledger.js';

/** The little that command-line tools need to know: where the ledger is, and whose it is. */
export interface ToolConfig {
  readonly database: Config['database'];
  /** `null`: of the one organisation that the database knows. */
  readonly enterpriseId: string | null;
  readonly ledger: LedgerConfig;
}

const Environment = z.object({
  SLACK_ENTERPRISE_ID: z
    .string()
    .regex(/^E[A-Z0-9]+$/u, 'must be the ID of an organisation: it begins with E.')
    .optional(),
  ...databaseVariables,
  ...ledgerVariables,
});

/** Reads the tools’ part of the environment. @throws BadConfiguration with every problem at once. */
export function readToolConfig(environment: NodeJS.ProcessEnv): ToolConfig {
  const env = blankIsUnset(environment);
  const read = Environment.safeParse(env);
  const problems = [
    ...(read.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? []),
    ...databaseProblems(env),
    ...ledgerProblems(env),
  ];
  if (!read.success || problems.length > 0) throw new BadConfiguration(problems);
  return {
    database: databaseConfig(read.data),
    enterpriseId: read.data.SLACK_ENTERPRISE_ID ?? null,
    ledger: ledgerConfig(read.data),
  };
}
