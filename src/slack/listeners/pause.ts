import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';

import { namesOfPeople } from '../../engine/organisation/directory.js';
import { othersThan, pauseSaid, type Said } from '../../engine/pausing/pause-words.js';
import { pauseAs, resumeAs, WHAT_NOW, type Paused, type Resumed } from '../../engine/pausing/pause-changes.js';
import type { Because } from '../../engine/run.js';
import { oneLine } from '../../engine/text.js';
import { code, strong, words, type Words } from '../../engine/words.js';
import { unescape } from '../../forms/command-text.js';
import { RESUME } from '../../forms/home-pause.js';
import type { AdminWord } from '../admin-word.js';
import type { Desk } from '../desk.js';
import { withPatience } from '../clients/patience.js';
import { publishHome } from './home.js';
import { onPress } from './on-press.js';

/** As long as a reason may be. */
const LONGEST_REASON = 500;

/** `/admin pause REASON`: at once, without another question, because whoever types it is in a hurry. */
export async function pause(desk: Desk, { by, rest, typed, say }: AdminWord): Promise<void> {
  const reason = oneLine(unescape(rest), LONGEST_REASON);
  if (reason === '')
    return say(words`Say why, so that everybody knows: ${code(`${typed} REASON`)}. Nothing has been paused yet.`);
  const onWait = (seconds: number): Promise<void> => say(words`Slack asks us to wait ${seconds} s…`);
  const wish = { id: desk.newId(), reason };
  const paused = await withPatience(desk.ports.clock, onWait, () => pauseAs(desk.ports, by, wish));
  if (paused.kind === 'paused') desk.upkeep.tell();
  const { says, names } = await pausedInWords(desk, paused);
  await say(says, names);
}

async function pausedInWords({ ports }: Desk, paused: Paused): Promise<Said> {
  if (paused.kind === 'not_you') return { says: refusal(paused.because), names: {} };
  const { says, names } = pauseSaid(ports.directory, paused.pause);
  if (paused.kind === 'already') return { says: words`It had been paused before. ⏸ ${says}`, names };
  const underWay = (await ports.records.underWay(MOST_COUNTED)).length;
  const owners = othersThan(ports.directory, paused.pause) === null ? '' : ' and every org owner';
  return { says: words`⏸ ${says}\n${begun(underWay)} The audit channel${owners} will be told.`, names };
}

const MOST_COUNTED = 100;

function begun(many: number): string {
  if (many === 0) return 'Nothing was under way.';
  const what = many === 1 ? 'One run was under way' : `${many} runs were under way`;
  return `${what}: calls that had left before end as they do, and no more of them leave.`;
}

/** `/admin resume`. */
export async function resume(desk: Desk, { by, say }: AdminWord): Promise<void> {
  const onWait = (seconds: number): Promise<void> => say(words`Slack asks us to wait ${seconds} s…`);
  const resumed = await withPatience(desk.ports.clock, onWait, () => resumeAs(desk.ports, by));
  if (resumed.kind === 'resumed') desk.upkeep.tell();
  const says = resumedInWords(resumed);
  await say(says, namesOfPeople(desk.ports.directory, says));
}

function resumedInWords(resumed: Resumed): Words {
  switch (resumed.kind) {
    case 'resumed':
      return words`▶️ ${strong('Changes have been resumed.')} ${WHAT_NOW}`;
    case 'not_paused':
      return words`Changes are not paused.`;
    case 'not_you':
      return refusal(resumed.because);
  }
}

const refusal = ({ says, rule }: Because): Words =>
  words`⛔ ${says} Nothing was changed, and the attempt has been recorded. (rule ${code(rule)})`;

/** “Resume changes” in the Home tab. */
export function listenToResuming(app: App, desk: Desk, client: WebClient): void {
  onPress(app, desk, RESUME, async ({ by, value, say }) => {
    const resumed = await resumeAs(desk.ports, by, value);
    if (resumed.kind === 'resumed') desk.upkeep.tell();
    const says = resumedInWords(resumed);
    if (resumed.kind === 'not_you') await say(says, namesOfPeople(desk.ports.directory, says));
    await publishHome(desk, client, by);
  });
}
