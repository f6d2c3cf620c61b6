import { Breaches } from './breaches.js';
import { Changes } from './changes.js';
import type { Clock } from './clock.js';
import { Timestamps, seconds } from './clock.js';
import { Calls } from './control/calls.js';
import { Faults } from './control/faults.js';
import { RateLimits } from './control/rate-limits.js';
import { Files } from './files/files.js';
import { Ids } from './ids.js';
import type { Manifest } from './manifest.js';
import { Messages } from './messages/messages.js';
import { ResponseUrls } from './messages/response-urls.js';
import { endGuests } from './org/expiration.js';
import type { Sockets } from './delivery/sockets.js';
import type { Channel, OrgData, Person } from './org/model.js';
import { Organisation } from './org/organisation.js';
import { signIn } from './org/sign-in.js';
import { OAuth } from './oauth/oauth.js';
import { Tokens } from './tokens.js';
import { Triggers } from './views/triggers.js';
import { Views } from './views/views.js';
import { Snapshots } from './web-api/snapshots.js';

/** Everything that is lost at a reset. */
interface World {
  org: Organisation;
  messages: Messages;
  views: Views;
  triggers: Triggers;
  responseUrls: ResponseUrls;
  files: Files;
  searches: Snapshots<Channel>;
  breaches: Breaches;
  notices: Notice[];
}

/** A sentence Slack's client showed to somebody. */
export interface Notice {
  person: string | null;
  text: string;
}

/** What a simulated Slack begins with; the seed makes a new organisation for every reset. */
export interface Beginning {
  manifest: Manifest;
  clock: Clock;
  tokens: { bot: string; user: string };
  client: { id: string; secret: string };
  rotation: boolean;
  seed: () => OrgData;
  /** Whether calls are held to Slack's rate limits. */
  rateLimits: boolean;
  sockets: Sockets;
  /** Whether the app was installed beforehand, with the two tokens. */
  preinstalled: boolean;
}

/** The simulated Slack's whole state in one place; its rules live in the folders beside. */
export class Slack {
  readonly manifest: Manifest;
  readonly clock: Clock;
  readonly ids = new Ids();
  readonly changes = new Changes();
  readonly calls = new Calls();
  readonly faults = new Faults();
  readonly rateLimits: RateLimits;
  readonly tokens: Tokens;
  readonly oauth: OAuth;
  readonly sockets: Sockets;
  /** Whether the app was there beforehand; otherwise somebody has to install it. */
  readonly preinstalled: boolean;
  /** `http://127.0.0.1:4100`, for the addresses of files; set once the server listens. */
  address = '';
  #seed: () => OrgData;
  #timestamps: Timestamps;
  #world: World;

  constructor(beginning: Beginning) {
    const { manifest, clock, tokens, client, rotation, seed, rateLimits, sockets, preinstalled } = beginning;
    this.rateLimits = new RateLimits(clock, rateLimits);
    this.manifest = manifest;
    this.clock = clock;
    this.sockets = sockets;
    this.preinstalled = preinstalled;
    this.#seed = seed;
    this.#timestamps = new Timestamps(clock);
    const org = (): Organisation => this.org;
    this.tokens = new Tokens({ tokens, scopes: manifest.scopes, org, clock });
    this.oauth = new OAuth({ tokens: this.tokens, clock, org, client, rotation });
    this.#world = this.#fresh();
  }

  /** The organisation as it is at this moment: guests whose time is up are gone before anybody looks. */
  get org(): Organisation {
    const { org } = this.#world;
    if (endGuests(org, seconds(this.clock))) this.changes.tell({ kind: 'conversations' });
    return org;
  }

  /** Whether there is an app in the organisation at all. */
  get isInstalled(): boolean {
    return this.preinstalled || this.oauth.installers.length > 0;
  }

  get messages(): Messages {
    return this.#world.messages;
  }

  get views(): Views {
    return this.#world.views;
  }

  get triggers(): Triggers {
    return this.#world.triggers;
  }

  get responseUrls(): ResponseUrls {
    return this.#world.responseUrls;
  }

  get files(): Files {
    return this.#world.files;
  }

  /** What has been searched for lately, in its order. */
  get searches(): Snapshots<Channel> {
    return this.#world.searches;
  }

  get breaches(): Breaches {
    return this.#world.breaches;
  }

  get notices(): readonly Notice[] {
    return this.#world.notices;
  }

  /** Keeps a sentence somebody has been answered with. */
  noteNotice(person: string, text: string): void {
    this.#world.notices.push({ person, text });
  }

  /** Shows a sentence nobody has asked for to one person, or (null) to everybody. */
  notify(person: string | null, text: string): void {
    this.#world.notices.push({ person, text });
    this.changes.tell({ kind: 'notice', person, text });
  }

  /** Somebody signs in: accepts the invitation they may have, and is let into what their groups open to them. */
  signIn(person: Person): void {
    if (signIn(this.org, person)) this.changes.tell({ kind: 'conversations' });
  }

  /** The direct message between the app and a person, opened if there is none yet. */
  openDirectMessage(person: string, other = this.org.bot.user_id): Channel {
    const before = this.org.channels.length;
    const channel = this.org.directMessage(other, person, () => this.ids.next('D'), seconds(this.clock));
    if (this.org.channels.length > before) this.changes.tell({ kind: 'conversations' });
    return channel;
  }

  /** A timestamp as messages and actions carry it, later than all before it. */
  timestamp(): string {
    return this.#timestamps.next();
  }

  /** Back to the seed: no messages, no views, no calls, no faults, every role as it was. */
  reset(): void {
    this.#world = this.#fresh();
    this.calls.clear();
    this.faults.clear();
    this.rateLimits.forget();
    this.tokens.restore();
    this.changes.tell({ kind: 'reset' });
  }

  #fresh(): World {
    return {
      org: new Organisation(this.#seed()),
      messages: new Messages(this.changes, this.#timestamps),
      views: new Views(this.changes, this.clock, this.ids),
      triggers: new Triggers(this.clock, this.ids),
      responseUrls: new ResponseUrls(this.clock, this.ids),
      files: new Files(this.clock, this.ids),
      searches: new Snapshots(),
      breaches: new Breaches(),
      notices: [],
    };
  }
}
