import { readPolicyFile } from '../../app/policy-file.js';
import type { Config } from '../../config.js';
import type { Catalogue } from '../../engine/operation.js';
import { loadPolicy } from '../../policy/file/load.js';
import { bad, note, ok, type Finding } from './finding.js';

/** What can be said of the configuration without asking anybody. */
export function examineSettings(config: Config, catalogue: Catalogue): Finding[] {
  return [...policy(config, catalogue), checkpoints(config), ...commands(config, catalogue)];
}

function policy({ policyFile }: Config, { all }: Catalogue): Finding[] {
  if (policyFile === null)
    return [note('policy', 'POLICY_FILE is not set: the default policy is in force (docs/policy.md)')];
  const read = readPolicyFile(policyFile, all);
  if ('problems' in read) return read.problems.map((problem) => bad('policy', problem));
  const loaded = loadPolicy(read.text, all);
  const editable = 'rules' in loaded ? loaded.rules.rules.flatMap((rule) => rule.editable.map(({ name }) => name)) : [];
  return [
    ok('policy', `${policyFile}, sha256 ${read.hash}`),
    ...[...new Set(editable)].map((name) =>
      note(
        'policy',
        `${name} is an ordinary user group, whose members can often change who is in it; an IdP group is safer`,
      ),
    ),
  ];
}

function checkpoints({ ledger }: Config): Finding {
  const about = 'checkpoints';
  if (ledger.signingKeys.length === 0)
    return note(
      about,
      'LEDGER_SIGNING_KEY is not set: whoever has the database could write the ledger anew and nobody would see it',
    );
  if (!ledger.worm)
    return note(
      about,
      'they are signed and stay in the database: set AUDIT_WORM_URL, so that an older copy put back shows',
    );
  return ok(
    about,
    ledger.worm.kind === 'file' ? `signed, in ${ledger.worm.path}` : `signed, in s3://${ledger.worm.bucket}`,
  );
}

function commands({ commandPrefix }: Config, { all }: Catalogue): Finding[] {
  const names = ['admin', ...all.flatMap(({ command }) => command ?? [])].map(
    (command) => `/${commandPrefix}${command.replace(/^\//u, '')}`,
  );
  return [
    note('commands', names.join(' ')),
    note(
      'commands',
      'where another app has one of these names, the one that was installed last gets what is typed; COMMAND_PREFIX gives this app names of its own',
    ),
  ];
}
