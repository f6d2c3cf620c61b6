import { setTimeout as sleep } from 'node:timers/promises';

import { problemsOfPolicyFile } from '../app/policy-file.js';
import { readAwsAccounts } from '../aws/accounts.js';
import { BadConfiguration, readConfig, type Config } from '../config.js';
import { catalogue } from '../operations/catalogue.js';
import { createLogger, hider } from '../telemetry/log.js';
import { examine } from './doctor/examine.js';
import { bad, inLine, ok, type Finding } from './doctor/finding.js';

/**
 * `npm run doctor`: a line for everything the app stands on, ok or with what to do. Ends with 0 where nothing is bad,
 * else with 1.
 */
function configuration(): Config | Finding[] {
  try {
    return readConfig(process.env, {
      awsAccounts: readAwsAccounts,
      policyProblems: (file) => problemsOfPolicyFile(file, catalogue.all),
    });
  } catch (error) {
    if (!(error instanceof BadConfiguration)) throw error;
    return error.problems.map((problem) => bad('configuration', problem));
  }
}

async function findings(config: Config): Promise<Finding[]> {
  // What the clients would log is said in the findings.
  const log = createLogger({ level: 'silent', secrets: config.secrets });
  const clock = { now: () => new Date(), sleep: (milliseconds: number) => sleep(milliseconds) };
  const found = await examine({ config, catalogue, clock, log });
  return [ok('configuration', 'complete'), ...found];
}

const config = configuration();
const found = Array.isArray(config) ? config : await findings(config);
const hide = hider(Array.isArray(config) ? [] : config.secrets);
for (const finding of found) console.log(hide(inLine(finding)));
process.exitCode = found.some(({ state }) => state === 'bad') ? 1 : 0;
