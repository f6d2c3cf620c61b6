import type { App } from '@slack/bolt';

import { inWords, shortly } from '../../engine/duration.js';
import { at, howItEnded, rightInWords } from '../../engine/grants/grant-words.js';
import type { Grant } from '../../engine/grants/grants.js';
import { askForMoreTime, type MoreTime } from '../../engine/grants/more-time.js';
import { release, type Released } from '../../engine/grants/release.js';
import type { Run } from '../../engine/run.js';
import { code, person, toPlain, words, type Words } from '../../engine/words.js';
import { ASK_MORE_TIME, MORE_TIME_TITLE, moreTimeView, MoreTimeInput } from '../../forms/more-time-view.js';
import { loadingView, plainView } from '../../forms/run-views.js';
import { valuesOf } from '../../forms/view-values.js';
import { apology, reading, type Desk } from '../desk.js';
import { startRun } from '../start-run.js';
import { onPress, type Press } from './on-press.js';
import { onSubmission } from './on-submission.js';

const RELEASE_TITLE = 'Release now';
const EXTEND_TITLE = 'Extend';

/**
 * “Extend”, “Ask for more time” and “Release now”, on the cards of rights for a time. Extending is a run under the
 * policy like any other; whoever has the right can only ask for it. Who presses is checked at the press.
 */
export function listenToGrants(app: App, desk: Desk): void {
  onPress(app, desk, 'grant.release', (press) => pressed(desk, press, { title: RELEASE_TITLE, does: releaseIt }));
  onPress(app, desk, 'grant.extend', (press) => pressed(desk, press, { title: EXTEND_TITLE, does: extendIt }));
  onSubmission(app, desk, ASK_MORE_TIME, async ({ view, by }) => {
    const read = MoreTimeInput.safeParse(valuesOf(view.state.values, {}));
    if (!read.success) {
      const errors = read.error.issues.map(({ path, message }) => [String(path[0] ?? 'duration'), message]);
      return { errors: Object.fromEntries(errors) };
    }
    const { duration: minutes, reason } = read.data;
    const asks = { by, minutes, reason };
    return {
      shows: loadingView(MORE_TIME_TITLE, view.private_metadata),
      goesOn: () => ask(desk, { runId: view.private_metadata, viewId: view.id, asks }),
    };
  });
}

interface GrantPress {
  readonly run: Run;
  readonly grant: Grant;
  readonly by: string;
  readonly viewId: string;
  readonly origin: string;
}

interface Wanted {
  readonly title: string;
  readonly does: (desk: Desk, press: GrantPress) => Promise<void>;
}

/** Opens a window at once, and looks up what the button is about. */
async function pressed(desk: Desk, press: Press, { title, does }: Wanted): Promise<void> {
  const viewId = await press.screen(loadingView(title, press.value));
  const run = await desk.ports.records.find(press.value);
  const grant = run && !run.ends && !run.undoes ? run.grant : null;
  if (!run || !grant) return press.say(NOTHING);
  await does(desk, { run, grant, by: press.by, viewId, origin: press.origin });
}

const NOTHING = words`There is no right for a time behind this button any more.`;

async function releaseIt(desk: Desk, { run, by, viewId }: GrantPress): Promise<void> {
  const modal = { viewId, title: RELEASE_TITLE, run: run.id };
  const released = await reading(desk, modal, () => release(desk.ports, run.id, by));
  await desk.screen.show(viewId, plainView(RELEASE_TITLE, run.id, releasedInWords(released), run.names));
}

function releasedInWords(released: Released): Words {
  switch (released.kind) {
    case 'released':
      return released.grant.endedAt
        ? words`✅ ${rightInWords(released.grant)}: ${howItEnded(released.grant)}`
        : words`⏳ ${rightInWords(released.grant)}: it is being taken away. Slack has not confirmed it yet, so it is tried again every minute until it is seen to be over; the card says when it is.`;
    case 'not_you':
      return words`⛔ ${released.because.says} Nothing was changed, and the attempt has been recorded. (rule ${code(released.because.rule)})`;
    case 'over':
      return released.says;
  }
}

async function extendIt(desk: Desk, { run, grant, by, viewId, origin }: GrantPress): Promise<void> {
  if (grant.endedAt) {
    const says = words`${howItEnded(grant)} It has to be granted once more.`;
    return void (await desk.screen.show(viewId, plainView(EXTEND_TITLE, run.id, says, run.names)));
  }
  if (by === grant.person) return void (await desk.screen.show(viewId, moreTimeView(run, grant)));

  const operation = desk.ports.catalogue.byMethod(run.operation);
  const minutes = Math.round((grant.endsAt.getTime() - grant.startedAt.getTime()) / 60_000);
  const { reason } = run.input;
  const values = {
    user_id: grant.person,
    team_id: grant.place,
    duration: shortly(minutes),
    ...(typeof reason === 'string' ? { reason } : {}),
  };
  const until = words`${person(grant.person)} has this until ${at(grant.endsAt)}. What you fill in counts from the moment at which it is granted, so ${inWords(minutes)} from then.`;
  const filled = { values, subject: grant.person, notes: [toPlain(until, run.names)] };
  await startRun(desk, operation, { run: desk.newId(), requester: by, origin, viewId, text: '', filled });
}

async function ask(
  desk: Desk,
  { runId, viewId, asks }: { runId: string; viewId: string; asks: MoreTime },
): Promise<void> {
  const { ports, screen } = desk;
  const run = await ports.records.find(runId);
  try {
    const says = run ? (await askForMoreTime(ports, run, asks)).says : NOTHING;
    await screen.show(viewId, plainView(MORE_TIME_TITLE, runId, says, run?.names));
  } catch (error) {
    await screen.show(viewId, plainView(MORE_TIME_TITLE, runId, apology(desk, null, error)));
  }
}
