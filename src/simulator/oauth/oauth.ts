import { randomBytes } from 'node:crypto';

import type { Clock } from '../clock.js';
import type { JsonObject } from '../json.js';
import type { Organisation } from '../org/organisation.js';
import { elsewhere } from '../present/elsewhere.js';
import { Refusal } from '../refusal.js';
import type { Grant, Ground, Tokens } from '../tokens.js';

/** What somebody has agreed to on the authorise page. */
export interface Agreement {
  person: string;
  ground: Ground;
  scopes: { bot: readonly string[]; user: readonly string[] };
}

interface Beginning {
  tokens: Tokens;
  clock: Clock;
  org: () => Organisation;
  client: { id: string; secret: string };
  /** Tokens live twelve hours and are exchanged: https://docs.slack.dev/authentication/using-token-rotation */
  rotation: boolean;
}

const codeLives = 10 * 60_000;

/** Slack's side of OAuth: codes, the tokens they are good for, and tokens that are exchanged for newer ones. */
export class OAuth {
  readonly client: { id: string; secret: string };
  rotation: boolean;
  /** How many seconds a token lives where tokens are exchanged. */
  tokenLives = 12 * 3600;
  #tokens: Tokens;
  #clock: Clock;
  #org: () => Organisation;
  #codes = new Map<string, { agreement: Agreement; until: number }>();
  #refresh = new Map<string, Grant>();

  constructor({ tokens, clock, org, client, rotation }: Beginning) {
    this.client = client;
    this.rotation = rotation;
    this.#tokens = tokens;
    this.#clock = clock;
    this.#org = org;
  }

  /** A code for what somebody has agreed to; good once, for ten minutes. */
  agree(agreement: Agreement): string {
    const code = `${this.client.id}.${randomBytes(12).toString('hex')}`;
    this.#codes.set(code, { agreement, until: this.#clock() + codeLives });
    return code;
  }

  /** https://docs.slack.dev/reference/methods/oauth.v2.access */
  access(args: JsonObject): JsonObject {
    if (args['client_id'] !== this.client.id) throw new Refusal('invalid_client_id');
    if (args['client_secret'] !== this.client.secret) throw new Refusal('bad_client_secret');
    if (args['grant_type'] === 'refresh_token') return this.#exchange(args['refresh_token']);
    const { code } = args;
    const known = typeof code === 'string' ? this.#codes.get(code) : undefined;
    if (typeof code !== 'string' || !known || known.until <= this.#clock()) throw new Refusal('invalid_code');
    this.#codes.delete(code);
    return this.#install(known.agreement);
  }

  /** Who has installed the app on the organisation, by id; nobody since it was taken off. */
  get installers(): readonly string[] {
    const grants = [...this.#tokens.issued().values()].filter(({ ground }) => ground.kind === 'org');
    return [...new Set(grants.map(({ person }) => person))];
  }

  /** Takes every token back that an install on this ground has handed out. */
  uninstall(): { users: string[]; bots: string[] } {
    const users = new Set<string>();
    for (const [token, { kind, person, ground }] of this.#tokens.issued()) {
      if (ground.kind !== 'org') continue;
      if (kind === 'user') users.add(person);
      this.#tokens.withdraw(token);
    }
    this.#refresh.clear();
    return { users: [...users], bots: [this.#org().bot.user_id] };
  }

  #install({ person, ground, scopes }: Agreement): JsonObject {
    const org = this.#org();
    const bot = this.#hand({ kind: 'bot', person, scopes: scopes.bot, ground, expires: null });
    const user =
      scopes.user.length > 0 ? this.#hand({ kind: 'user', person, scopes: scopes.user, ground, expires: null }) : {};
    const team = ground.kind === 'workspace' ? org.workspaces.find(({ id }) => id === ground.team) : undefined;
    const enterprise =
      ground.kind === 'elsewhere' ? { id: elsewhere.id, name: elsewhere.name } : { id: org.id, name: org.name };
    return {
      app_id: org.bot.app_id,
      authed_user: { id: person, ...user },
      ...bot,
      bot_user_id: org.bot.user_id,
      team: team ? { id: team.id, name: team.name } : null,
      enterprise,
      is_enterprise_install: ground.kind !== 'workspace',
    };
  }

  /** A token with what belongs to it. Without rotation, a bot keeps its token from one install to the next. */
  #hand(wish: Grant): JsonObject {
    const expires = this.rotation ? this.#clock() + this.tokenLives * 1000 : null;
    const grant = { ...wish, expires };
    const kept = wish.kind === 'bot' && expires === null ? this.#botTokenOn(wish) : undefined;
    const token = kept ?? this.#tokens.issue(grant);
    return {
      access_token: token,
      token_type: wish.kind,
      scope: wish.scopes.join(','),
      ...(expires === null ? {} : { refresh_token: this.#refreshFor(grant), expires_in: this.tokenLives }),
    };
  }

  #botTokenOn({ ground }: Grant): string | undefined {
    for (const [token, grant] of this.#tokens.issued()) {
      if (grant.kind === 'bot' && JSON.stringify(grant.ground) === JSON.stringify(ground)) return token;
    }
    return undefined;
  }

  #refreshFor(grant: Grant): string {
    const refresh = `xoxe-1-${randomBytes(12).toString('hex')}`;
    this.#refresh.set(refresh, grant);
    return refresh;
  }

  #exchange(refresh: unknown): JsonObject {
    const known = typeof refresh === 'string' ? this.#refresh.get(refresh) : undefined;
    if (typeof refresh !== 'string' || !known) throw new Refusal('invalid_refresh_token');
    const grant = { ...known, expires: this.#clock() + this.tokenLives * 1000 };
    // The old one is good until the new pair is first used: who lost the answer may ask again.
    const token = this.#tokens.issue(grant, () => this.#refresh.delete(refresh));
    return {
      access_token: token,
      token_type: grant.kind,
      scope: grant.scopes.join(','),
      refresh_token: this.#refreshFor(grant),
      expires_in: this.tokenLives,
      ...(grant.kind === 'user' ? { authed_user: { id: grant.person } } : {}),
      enterprise: { id: this.#org().id, name: this.#org().name },
      team: null,
      is_enterprise_install: true,
    };
  }
}
