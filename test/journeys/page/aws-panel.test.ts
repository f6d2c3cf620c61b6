import { describe, expect, it } from '@jest/globals';

import * as sdk from '#aws-support-app';

import { AWS_FAULTS } from '../../../src/simulator/page/control/aws-fault-draft.js';
import { clientOn } from '../../aws/support/aws.js';
import { eventually } from './support/eventually.js';
import { expectNoComplaints, useStage } from './support/stage.js';
import type { Window } from './support/window.js';

const stage = useStage();

async function openPanel(): Promise<Window> {
  const window = await stage().open('ada', 'C0ANNOUNCE3');
  await window.page.getByRole('button', { name: 'Control panel', exact: true }).click();
  await window.panel.getByRole('heading', { name: 'Support Center' }).waitFor();
  return window;
}

const asks = (): Promise<unknown> =>
  clientOn(sdk, stage().simulator.aws, { maxAttempts: 1 }).send(new sdk.ListSlackWorkspaceConfigurationsCommand({}));

describe('AWS in the control panel', () => {
  it.each([
    'AccessDeniedException',
    'ConflictException',
    'InternalServerException',
    'ResourceNotFoundException',
    'ServiceQuotaExceededException',
    'ValidationException',
  ])('is made to answer %s, by operation and account', async (code) => {
    const { panel } = await openPanel();
    await panel.getByLabel('AWS operation').selectOption('ListSlackWorkspaceConfigurations');
    await panel.getByLabel('AWS account').selectOption({ label: 'Analytical Engines' });
    await panel.getByLabel('Code of AWS').fill(code);
    await panel.getByRole('button', { name: 'Make AWS misbehave' }).click();
    await panel
      .getByText(`ListSlackWorkspaceConfigurations in Analytical Engines: Answer with a code (${code}), once more`)
      .waitFor();

    await expect(asks()).rejects.toMatchObject({ name: code });
    await panel.getByText('None: AWS behaves.').waitFor();
    await asks();
    await panel.getByRole('list', { name: 'Last calls to AWS' }).getByText(code).waitFor();
    expectNoComplaints(stage());
  });

  it('takes every other kind of fault, and each is ended by itself', async () => {
    const { panel } = await openPanel();
    await panel.getByLabel('AWS account').selectOption({ label: 'Sandbox' });
    await panel.getByLabel('For how many calls').fill('');
    for (const { fault, words } of AWS_FAULTS) {
      await panel.getByLabel('What AWS does').selectOption(fault);
      await panel.getByRole('button', { name: 'Make AWS misbehave' }).click();
      await panel.getByRole('button', { name: `End: Every operation in Sandbox: ${words}` }).waitFor();
    }
    // Another account is not hit by any of them.
    await asks();
    await panel.getByRole('button', { name: 'End: Every operation in Sandbox: No answer at all' }).click();
    await eventually(async () => expect(stage().simulator.aws.faults.active()).toHaveLength(AWS_FAULTS.length - 1));
    expectNoComplaints(stage());
  });

  it('has the one step that a person does in the Support Center', async () => {
    const { panel } = await openPanel();
    const { aws } = stage().simulator;
    await panel.getByRole('button', { name: 'Authorise Marketing in Analytical Engines' }).click();
    await panel.getByText('Analytical Engines: Marketing, authorised only').waitFor();
    expect(aws.management.workspaces.map(({ teamName }) => teamName)).toContain('Marketing');

    await panel.getByRole('button', { name: 'Take Engineering out of Analytical Engines' }).click();
    await panel.getByText('Analytical Engines: Engineering, not authorised').waitFor();
    const registers = new sdk.RegisterSlackWorkspaceForOrganizationCommand({ teamId: 'T0ENGINEER1' });
    await expect(clientOn(sdk, aws, { maxAttempts: 1 }).send(registers)).rejects.toMatchObject({
      name: 'ConflictException',
    });
    expectNoComplaints(stage());
  });
});
