import { rankInWords, type Rank } from '../../engine/organisation/ranks.js';
import type { SlackError } from '../../engine/errors/slack-errors.js';
import { SlackRefused } from '../../engine/errors/slack-errors.js';
import { html, type Html, type Page } from './html.js';
import type { Fate, Kept, NeededScopes, Refusal } from './judge.js';

const AGAIN = html`<p><a href="/slack/install">Start again</a></p>`;

/** Before it begins: what it is about, and who should do it. */
export function invitation(authorizeUrl: string, scopes: NeededScopes): Page {
  return {
    status: 200,
    title: 'Install Gridkeeper on your organisation',
    body: html`<p>
        As an <strong>org owner</strong>, with a dedicated admin account: Slack's audit log will name that account for
        everything the app does, and the app can do no more than it may.
      </p>
      <p>
        On Slack's next page choose <strong>the organisation</strong>, not one of its workspaces. An install on a single
        workspace is refused here, because admin rights do not work there.
      </p>
      <p><a class="go" href="${authorizeUrl}">Continue to Slack</a></p>
      <details>
        <summary>What it asks for</summary>
        <p>By itself: ${listed(scopes.bot)}</p>
        <p>With your rights: ${listed(scopes.user)}</p>
      </details>
      <p>This page is good for ten minutes, in this browser.</p>`,
  };
}

/** Somebody pressed Cancel at Slack, or Slack has another reason. */
export function notGranted(error: string): Page {
  if (error === 'access_denied') {
    return {
      status: 200,
      title: 'Nothing was installed',
      body: html`<p>The install was cancelled at Slack. Nothing has changed.</p>
        ${AGAIN}`,
    };
  }
  return {
    status: 400,
    title: 'Slack did not install the app',
    body: html`<p>Slack answered <code>${error.slice(0, 80)}</code>. Nothing has changed.</p>
      <p>An org owner may have to approve the app first; Slack's page said so then.</p>
      ${AGAIN}`,
  };
}

/** The state is not of this browser, or used, or too old. */
export const strayed: Page = {
  status: 400,
  title: 'This install cannot be finished here',
  body: html`<p>
      It was begun in another browser, more than ten minutes ago, or is finished already; or it was begun on Slack's own
      pages. Nothing has changed.
    </p>
    <p>Installs begin at this app, so that nobody can be led into finishing somebody else's.</p>
    ${AGAIN}`,
};

/** Slack did not give the tokens out, or could not be asked about them. */
export function slackTrouble(error: SlackError): Page {
  const code = error instanceof SlackRefused ? error.code : error.message.slice(error.message.indexOf(': ') + 2);
  return {
    status: 502,
    title: 'Slack did not finish the install',
    body: html`<p>
        Slack answered <code>${code}</code> to <code>${error.method}</code>. ${ADVICE[code] ?? 'Try again in a minute.'}
        Nothing has changed here.
      </p>
      ${AGAIN}`,
  };
}

const ADVICE: Readonly<Record<string, string>> = {
  invalid_code: 'The code was used already or is too old: start again.',
  bad_client_secret: 'SLACK_CLIENT_SECRET of this deployment is not the one on the app’s page, “Basic Information”.',
  invalid_client_id: 'SLACK_CLIENT_ID of this deployment is not the one on the app’s page, “Basic Information”.',
  bad_redirect_uri: 'The redirect URL of the app’s manifest is not this address: see npm run manifest -- --url.',
};

/** Nothing is kept, and what to do instead. */
export function refused(refusal: Refusal): Page {
  switch (refusal.why) {
    case 'single-workspace':
      return {
        status: 403,
        title: 'Install it on the organisation, not on one workspace',
        body: html`<p>
            Slack installed the app on ${refusal.workspace}. Admin rights do not work there, so nothing was kept and the
            tokens have been given back.
          </p>
          <ol>
            <li>Start again.</li>
            <li>
              On Slack's page, open the list at the top right and choose the <strong>organisation</strong>; it stands
              above its workspaces, and only org owners and org admins see it.
            </li>
          </ol>
          <p>
            If the organisation is not in the list, the app's manifest lacks <code>org_deploy_enabled</code>, or your
            account may not install for the organisation.
          </p>
          ${AGAIN}`,
      };
    case 'another-organisation':
      return {
        status: 403,
        title: 'This is another organisation’s Gridkeeper',
        body: html`<p>
            This deployment serves one organisation, and <code>${refusal.enterprise}</code> is not it. Nothing was kept,
            the tokens have been given back, and the attempt has been recorded.
          </p>
          <p>Your organisation needs a deployment of its own.</p>`,
      };
    case 'no-bot':
      return {
        status: 400,
        title: 'The app has no bot',
        body: html`<p>
            Slack gave out no bot token. Create the app from the manifest that <code>npm run manifest</code> prints,
            then start again.
          </p>
          ${AGAIN}`,
      };
    case 'not-an-org-admin':
      return {
        status: 403,
        title: 'An org owner has to install this',
        body: html`<p>
            You are ${rankInWords(refusal.rank)}. The app works with the rights of whoever installs it, so that has to
            be an org owner or an org admin. Your token has been given back, and the attempt has been recorded.
          </p>
          ${AGAIN}`,
      };
  }
}

/** It is installed: what it has, and what comes next. */
export function installed(
  organisation: string,
  kept: Kept,
  { appUrl, rank }: { appUrl: string | null; rank: Rank },
): Page {
  const { fate, lacking } = kept;
  const adds = appUrl
    ? html`<a href="${appUrl}">Add it to the workspaces</a> whose people will use it`
    : html`Add it to the workspaces whose people will use it (Slack's organisation settings, “Integrations”)`;
  return {
    status: 200,
    title: fate.kind === 'waits' ? 'Installed; your rights are not used yet' : `Installed on ${organisation}`,
    body: html`${about(fate, rank)}${warning(lacking)}
      <ol>
        <li>${adds}: an install on the organisation adds it to none.</li>
        <li>Invite the app to the audit channel and to the approval channel.</li>
        <li>Type <code>/admin</code> anywhere in Slack.</li>
      </ol>
      <p>Running at the moment: <a href="/readyz">/readyz</a></p>`,
  };
}

function about(fate: Fate, rank: Rank): Html {
  switch (fate.kind) {
    case 'used':
      return fate.displaces
        ? html`<p>
            From now on the app works with your rights, in place of those of <code>${fate.displaces}</code>. Every org
            owner has been told.
          </p>`
        : html`<p>The app works with your rights: ${rankInWords(rank)}.</p>`;
    case 'waits':
      return fate.because === 'rank'
        ? html`<p>
            The app works with the rights of <code>${fate.for}</code>, who stands above you (you are
            ${rankInWords(rank)}), and goes on doing so until an org owner agrees to yours. They have a message with a
            button; nothing more is needed from you.
          </p>`
        : html`<p>
            The app works with the rights of <code>${fate.for}</code>, which reach further than the scopes you granted,
            and goes on doing so until an org owner agrees to yours. They have a message with a button.
          </p>`;
    case 'unchanged':
      return html`<p>
        No rights of yours were granted, so the app goes on working with those of <code>${fate.user}</code>.
      </p>`;
    case 'missing':
      return html`<p>
        <strong>No admin rights were granted</strong>, so nothing can be run yet. The app's manifest lacks its user
        scopes: take the one that <code>npm run manifest</code> prints, then <a href="/slack/install">install again</a>.
      </p>`;
  }
}

function warning({ bot, user }: NeededScopes): Html {
  const missing = [...bot, ...user];
  if (missing.length === 0) return html``;
  return html`<p>
    <strong>Slack did not grant everything the app needs:</strong> ${listed(missing)}. What needs these is refused by
    Slack until they are there: take the manifest that <code>npm run manifest</code> prints, then
    <a href="/slack/install">install again</a>.
  </p>`;
}

function listed(scopes: readonly string[]): Html {
  return html`${scopes.map((scope, index) => html`${index === 0 ? '' : ', '}<code>${scope}</code>`)}`;
}
