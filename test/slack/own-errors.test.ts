import { describe, expect, it } from '@jest/globals';

import { notReadable } from '../../src/engine/settling/hand-over.js';
import { outcomeInWords } from '../../src/engine/outcome.js';
import { SlackUnreachable } from '../../src/engine/errors/slack-errors.js';
import { toPlain } from '../../src/engine/words.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { setAdmin } from '../../src/operations/users/set-admin.js';
import { apology } from '../../src/slack/desk.js';
import { aRun } from '../support/runs.js';

const desk = { logFault: () => '7d9f5e0c' };

/** Codes of the app's own, as people read them: in a window, as the end of a run, and where a run is handed over. */
describe('codes of our own', () => {
  const inWindow = (code: string): string =>
    toPlain(apology(desk, setAdmin, new SlackUnreachable('users.info', code, true)), {});
  const asEnd = (state: 'failed' | 'partly' | 'unknown', code: string): string =>
    toPlain(outcomeInWords({ catalogue }, aRun({ state }), state, code), {});

  it('read well in a window', () => {
    const codes = ['timeout', 'connection_lost', 'unreachable', 'unreadable_answer', 'no_answer', 'http_503'];
    const ours = ['directory_not_ready', 'no_credentials', 'endless_list'];
    expect([...codes, ...ours].map(inWindow).join('\n')).toMatchInlineSnapshot(`
     "No answer to users.info came from Slack (timeout). No answer came in time. Try again in a minute; if it stays, tell whoever operates the app. Nothing was changed.
     No answer to users.info came from Slack (connection_lost). The connection broke off before an answer came. Try again in a minute; if it stays, tell whoever operates the app. Nothing was changed.
     No answer to users.info came from Slack (unreachable). No connection could be made, so nothing was sent. Try again in a minute; if it stays, the operator has to look at the network. Nothing was changed.
     No answer to users.info came from Slack (unreadable_answer). What came back is no answer that the app can read; something on the way may have given it. Try again in a minute; if it stays, tell whoever operates the app. Nothing was changed.
     No answer to users.info came from Slack (no_answer). No answer came, and nobody knows why. Try again in a minute; if it stays, tell whoever operates the app. Nothing was changed.
     No answer to users.info came from Slack (http_503). Instead of an answer an HTTP error came, from Slack or AWS or from something on the way there. Try again in a minute; if it stays, tell whoever operates the app. Nothing was changed.
     The app is still reading who belongs to the organisation. Try again in a minute. (directory_not_ready) Nothing was changed.
     The app found no credentials with which it could ask AWS. The operator has to give it some, then try again. (no_credentials) Nothing was changed.
     The list that was read does not come to an end. Try again in a minute; if it stays, tell whoever operates the app. (endless_list) Nothing was changed."
    `);
    expect(toPlain(apology(desk, null, new TypeError('a fault of ours')), {})).toMatchInlineSnapshot(
      `"The app could not record what it was doing, so it stopped. If a call was under way already, the audit channel says within two minutes how it ended. Tell whoever operates the app (reference 7d9f5e0c)."`,
    );
  });

  it('read well as the end of a run', () => {
    const codes = [
      'timeout',
      'connection_lost',
      'unreachable',
      'http_503',
      'process_ended',
      'closed_by_hand',
      'unknown',
    ];
    expect(codes.map((code) => asEnd('failed', code)).join('\n')).toMatchInlineSnapshot(`
     "It failed (timeout) and nothing was changed. No answer came in time. Try again in a minute; if it stays, tell whoever operates the app.
     It failed (connection_lost) and nothing was changed. The connection broke off before an answer came. Try again in a minute; if it stays, tell whoever operates the app.
     It failed (unreachable) and nothing was changed. No connection could be made, so nothing was sent. Try again in a minute; if it stays, the operator has to look at the network.
     It failed (http_503) and nothing was changed. Instead of an answer an HTTP error came, from Slack or AWS or from something on the way there. Try again in a minute; if it stays, tell whoever operates the app.
     It failed (process_ended) and nothing was changed. The app was stopped in the middle of it. Ask again if it is still wanted.
     It failed (closed_by_hand) and nothing was changed. Somebody looked at it and found that it did not happen. Ask again if it is still wanted.
     It failed (unknown) and nothing was changed. No reason is known. Try again in a minute; if it stays, tell whoever operates the app."
    `);
    expect(['timeout', 'process_ended'].map((code) => asEnd('partly', code)).join('\n')).toMatchInlineSnapshot(`
     "Only partly done (timeout). No answer came in time. Try again in a minute; if it stays, tell whoever operates the app.
     Only partly done (process_ended). The app was stopped in the middle of it. Ask again if it is still wanted."
    `);
    expect(['timeout', 'process_ended'].map((code) => asEnd('unknown', code)).join('\n')).toMatchInlineSnapshot(`
     "It is not known yet whether it happened: no clear answer came from Slack (timeout). The state is being read back; the result follows here, as a rule within two minutes. Please do not try again before that.
     It is not known yet whether it happened: no clear answer came from Slack (process_ended). The state is being read back; the result follows here, as a rule within two minutes. Please do not try again before that."
    `);
  });

  it('read well where a run is handed over', () => {
    const of = (error: unknown): string => toPlain(notReadable({ catalogue }, aRun(), error), {});
    const troubles = [new SlackUnreachable('users.info', 'timeout', true), new TypeError('a fault of ours')];
    expect(troubles.map(of).join('\n')).toMatchInlineSnapshot(`
     "No clear answer came from Slack, and how things are now could not be read: for ten minutes users.info got no usable answer (timeout). Whether this call happened cannot be told from here.
     No clear answer came from Slack, and how things are now could not be read: the app itself failed at it; whoever operates it finds the fault in its log. Whether this call happened cannot be told from here."
    `);
  });
});
