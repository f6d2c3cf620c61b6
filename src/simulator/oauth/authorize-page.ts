import type { Manifest } from '../manifest.js';
import { isOrgAdmin } from '../org/ranks.js';
import type { Organisation } from '../org/organisation.js';
import { elsewhere } from '../present/elsewhere.js';

/** What the app asks for on the authorise page. */
export interface Asked {
  client_id: string;
  scope: string;
  user_scope: string;
  state: string;
  redirect_uri: string;
}

/** Slack's page on which somebody agrees to an install, or does not: here one chooses first who that is. */
export function authorizePage(manifest: Manifest, org: Organisation, asked: Asked): string {
  const admins = org.people.filter((person) => isOrgAdmin(person) && !person.deactivated);
  const others = org.people.filter((person) => person.kind === 'person' && !person.deactivated && !isOrgAdmin(person));
  const people = [...admins, ...others]
    .map(({ id, real_name, org_role }) => option(id, `${real_name} (${org_role.replace('_', ' ')})`))
    .join('');
  const grounds = [
    option('org', `${org.name} (the whole organisation)`),
    ...org.workspaces.map(({ id, name }) => option(id, `${name} (this workspace only)`)),
    option('elsewhere', `${elsewhere.name} (another organisation)`),
  ].join('');
  const hidden = Object.entries(asked)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escape(value)}">`)
    .join('');
  const scopes = (text: string): string =>
    text
      .split(/[ ,]+/)
      .filter((scope) => scope !== '')
      .map((scope) => `<li><code>${escape(scope)}</code></li>`)
      .join('');
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Install ${escape(manifest.name)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem;color:#1d1c1d}
label{display:block;margin:1rem 0 .25rem;font-weight:600}select{font:inherit;width:100%;padding:.4rem}
button{font:inherit;padding:.5rem 1.25rem;margin:1.25rem .5rem 0 0}ul{columns:2;padding-left:1.2rem;font-size:.85rem}</style></head>
<body>
<h1>${escape(manifest.name)} is requesting permission to access ${escape(org.name)}</h1>
<form method="post" action="/oauth/v2/authorize">
${hidden}
<label for="person">You are</label><select id="person" name="person">${people}</select>
<label for="ground">Install on</label><select id="ground" name="ground">${grounds}</select>
<p>What the app may do by itself:</p><ul>${scopes(asked.scope)}</ul>
<p>What it may do with your rights:</p><ul>${scopes(asked.user_scope) || '<li>nothing</li>'}</ul>
<button name="answer" value="allow">Allow</button><button name="answer" value="cancel">Cancel</button>
</form>
</body></html>`;
}

function option(value: string, label: string): string {
  return `<option value="${escape(value)}">${escape(label)}</option>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
