import type { KnownBlock } from '@slack/web-api';

import type { Said } from '../engine/pausing/pause-words.js';
import { words } from '../engine/words.js';
import { buttons, runButton, section } from './blocks.js';

/** Action ID of the button that ends a pause; its value is the pause’s ID. */
export const RESUME = 'pause.end';

/** That all changes are paused, with the button for whoever may end that. */
export function homePause({ says, names }: Said, { id, mayResume }: { id: string; mayResume: boolean }): KnownBlock[] {
  return [section([words`⏸ ${says}`], names), ...(mayResume ? [buttons(resumeButton(id))] : [])];
}

function resumeButton(pause: string): ReturnType<typeof runButton> {
  return runButton(RESUME, pause, {
    label: 'Resume changes',
    style: 'primary',
    confirm: {
      title: 'Resume changes?',
      text: 'Everybody can carry out changes again. What waited wants its confirmation or approval again.',
      yes: 'Resume',
    },
  });
}
