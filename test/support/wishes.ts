import { assess, type Assessment } from '../../src/engine/planning/assess.js';
import { NO_AWS } from '../../src/engine/aws.js';
import { isFreeText } from '../../src/engine/fields.js';
import type { JsonObject, Plan } from '../../src/engine/planning/plan.js';
import { withTyped } from '../../src/engine/planning/typed-arguments.js';
import { toPlain, typedName, type Words } from '../../src/engine/words.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { defaultPolicy } from '../../src/policy/default-policy.js';
import { everybody, type Org } from './org.js';
import { portsOn } from './ports.js';
import { answeredBy, type SlackApi } from './slack-api.js';

/** Who asks, in which organisation; an org owner of the sample one unless told otherwise. */
export interface Asked {
  readonly org?: Org;
  readonly by?: string;
  readonly installer?: string;
}

/** What the engine makes of a wish, policy and all. */
export function assessed(method: string, input: JsonObject, asked: Asked = {}): Promise<Assessment> {
  const { org = everybody(), by = 'W0OWNER', installer = 'W0INSTALLER' } = asked;
  const ports = portsOn(org, { policy: defaultPolicy(), installer });
  return assess(ports, { requester: by, operation: catalogue.byMethod(method), input, expects: null });
}

/** The plan that a wish comes to. */
export async function planFor(method: string, input: JsonObject, asked: Asked = {}): Promise<Plan> {
  const assessment = await assessed(method, input, asked);
  if (assessment.kind !== 'plan') throw new Error(`No plan: ${await story(method, input, asked)}`);
  return assessment.plan;
}

/** What people would read of a wish, a line each: changes, warnings, what the policy says, and the way back. */
export async function story(method: string, input: JsonObject, asked: Asked = {}): Promise<string> {
  const assessment = await assessed(method, input, asked);
  const typed = Object.entries(catalogue.byMethod(method).fields).flatMap(([key, field]) => {
    const text = input[key];
    return isFreeText(field) && typeof text === 'string' ? [[typedName(key), text]] : [];
  });
  const aloud = (said: Words): string => toPlain(said, Object.fromEntries(typed));
  if (assessment.kind !== 'plan') return `${assessment.kind}: ${aloud(assessment.says)}`;
  const { plan, decision } = assessment;
  return [
    ...plan.changes.map(aloud),
    ...plan.warnings.map((warning) => `! ${aloud(warning)}`),
    `${plan.risk}, ${decision.verdict}: ${decision.because.rule}`,
    plan.undo.possible ? `undo: ${plan.undo.operation}` : `no undo: ${aloud(plan.undo.why)}`,
  ].join('\n');
}

/** The calls of a plan as they arrive at Slack, made by Slack's own client over HTTP. */
export async function arriving(method: string, input: JsonObject, asked: Asked = {}): Promise<SlackApi['calls']> {
  const plan = await planFor(method, input, asked);
  const { calls, client, stop } = await answeredBy({ [method]: { ok: true } });
  for (const call of plan.calls) {
    await catalogue.byMethod(method).call({ slack: client, aws: NO_AWS }, withTyped(input, call.arguments), 'run');
  }
  await stop();
  return calls;
}
