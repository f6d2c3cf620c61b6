import type { Aws } from './aws/aws.js';
import { startAws } from './aws/aws.js';
import { awsControlRoutes } from './aws/control.js';
import type { Breach } from './breaches.js';
import type { Client } from './client/client.js';
import { sendOrgEvent } from './client/events.js';
import type { Delivery } from './delivery/app-link.js';
import { AppLink } from './delivery/app-link.js';
import { Sockets } from './delivery/sockets.js';
import { HttpServer } from './http/server.js';
import type { JsonObject } from './json.js';
import { readManifest } from './manifest.js';
import type { StoredMessage } from './messages/model.js';
import { uninstall } from './oauth/uninstall.js';
import type { RawDelivery, SimulatorOptions } from './options.js';
import type { Organisation } from './org/organisation.js';
import type { ActiveFault, ControlCall, Fault } from './page/control-api.js';
import type { Guise } from './person-at-work.js';
import { PersonAtWork } from './person-at-work.js';
import { routes } from './routes.js';
import { seedOrganisation } from './seed.js';
import { grow } from './seed/large/grow.js';
import { Slack } from './slack.js';
import type { TokenKind } from './tokens.js';
import type { WaitOptions } from './wait-for.js';
import { waitFor } from './wait-for.js';

/** A running simulated Slack organisation. */
export class Simulator {
  readonly slack: Slack;
  /** The AWS beside it, with a server of its own. */
  readonly aws: Aws;
  readonly url: string;
  readonly #client: Client;
  readonly #server: HttpServer;

  constructor(client: Client, server: HttpServer, aws: Aws) {
    this.slack = client.slack;
    this.aws = aws;
    this.url = client.url();
    this.#client = client;
    this.#server = server;
  }

  /** For `SLACK_API_URL` and `WebClient`'s `slackApiUrl`. */
  get apiUrl(): string {
    return `${this.url}/api/`;
  }

  get signingSecret(): string {
    return this.#client.app.signingSecret;
  }

  get botToken(): string {
    return this.slack.tokens.bot;
  }

  /** For `SLACK_APP_TOKEN`; null without Socket Mode. */
  get appToken(): string | null {
    return this.slack.sockets.appToken;
  }

  get adminToken(): string {
    return this.slack.tokens.user;
  }

  get org(): Organisation {
    return this.slack.org;
  }

  get appUrl(): string | null {
    return this.#client.app.appUrl;
  }

  set appUrl(url: string | null) {
    this.#client.app.appUrl = url;
  }

  /** Somebody of the organisation, by handle or id, in front of Slack. Who was only invited must sign in first. */
  as(who: string, guise: Guise = {}): PersonAtWork {
    const person = this.org.person(who);
    if (person.invitation) throw new Error(`${who} has been invited and has not signed in yet: call signIn first.`);
    return new PersonAtWork(this.#client, person, guise);
  }

  /**
   * Somebody signs in: an invitation counts as accepted, and workspaces that were linked to their groups without
   * automatic provisioning are joined. On the page this happens when they are chosen.
   */
  signIn(who: string): PersonAtWork {
    this.slack.signIn(this.org.person(who));
    return this.as(who);
  }

  /** What everybody in a channel can see, replies included, oldest first. */
  messages(channel: string): StoredMessage[] {
    return this.slack.messages.seenBy('', this.org.channel(channel).id);
  }

  /** The calls that reached the Web API, all or of one method, oldest first. */
  calls(method?: string): readonly ControlCall[] {
    return this.slack.calls.of(method);
  }

  /** Makes Slack misbehave. */
  setFault(fault: Fault): ActiveFault {
    return this.slack.faults.set(fault);
  }

  /** Whether calls are held to Slack's rate limits. */
  get rateLimits(): boolean {
    return this.slack.rateLimits.on;
  }

  set rateLimits(on: boolean) {
    this.slack.rateLimits.on = on;
  }

  clearFaults(): void {
    this.slack.faults.clear();
  }

  /** Whatever the app did that Slack does not accept: blocks beyond a limit, answers of the wrong form. */
  breaches(): readonly Breach[] {
    return this.slack.breaches.all();
  }

  revokeToken(kind: TokenKind): void {
    this.slack.tokens.revoke(kind);
  }

  /** Everything that was sent to the app, oldest first. */
  deliveries(kind?: string): readonly Delivery[] {
    return this.#client.app.sent().filter((delivery) => kind === undefined || delivery.kind === kind);
  }

  /** The very same request again: same body, same timestamp, same signature. */
  replay(delivery: Delivery): Promise<Delivery> {
    return this.#client.app.replay(delivery);
  }

  /** Sends any body to the app, well signed unless told otherwise; an object goes out as an interaction payload. */
  deliver(body: string | JsonObject, raw: RawDelivery = {}): Promise<Delivery> {
    const text = typeof body === 'string' ? body : new URLSearchParams({ payload: JSON.stringify(body) }).toString();
    return this.#client.app.send({ kind: 'raw', path: this.slack.manifest.paths.interactivity, body: text, ...raw });
  }

  /** Waits until the check answers something (neither false nor null nor undefined) and gives that back. */
  waitFor<Value>(check: () => Value | null | undefined | false, options: WaitOptions = {}): Promise<Value> {
    return waitFor(this.slack.changes, check, options);
  }

  /** For `SLACK_CLIENT_ID` and `SLACK_CLIENT_SECRET`. */
  get oauthClient(): { id: string; secret: string } {
    return this.slack.oauth.client;
  }

  /** Somebody takes the app off the organisation, as on Slack's page of installed apps. */
  uninstall(): Promise<void> {
    return uninstall(this.#client);
  }

  /** An event about the organisation, to the app; `null` where its manifest does not subscribe to it. */
  tell(event: JsonObject): Promise<Delivery | null> {
    return sendOrgEvent(this.#client, event);
  }

  /** Back to the seed. */
  reset(): void {
    this.slack.reset();
    this.#client.app.forget();
  }

  async stop(): Promise<void> {
    this.slack.sockets.close();
    await Promise.all([this.#server.close(), this.aws.stop()]);
  }
}

/** Starts a simulated Grid in this process, listening on a loopback address. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const host = options.host ?? '127.0.0.1';
  const tokens = { bot: options.botToken ?? 'xoxb-simulated-bot', user: options.adminToken ?? 'xoxp-simulated-admin' };
  const manifest = readManifest(options.manifest);
  const seed = () => grow(seedOrganisation(manifest.botName), options.org ?? {});
  const { clock = Date.now, rateLimits = false } = options;
  const oauthClient = { id: '1111111111.2222222222', secret: 'simulated-client-secret' };
  const { rotation = false, preinstalled = true, appToken = null } = options;
  const sockets = new Sockets(appToken);
  const installs = { tokens, client: oauthClient, rotation, preinstalled };
  const slack = new Slack({ manifest, clock, ...installs, seed, rateLimits, sockets });
  const app = new AppLink({
    appUrl: options.appUrl ?? null,
    signingSecret: options.signingSecret ?? 'simulated-signing-secret',
    patience: options.patience ?? 3000,
    sockets: appToken === null ? null : sockets,
  });
  const address = { port: 0 };
  const client: Client = { slack, app, url: () => `http://${host}:${address.port}` };
  const aws = await startAws({
    host,
    teamName: (id) => slack.org.findWorkspace(id)?.name ?? id,
    authorised: slack.org.workspaces.slice(0, 1).map(({ id }) => id),
  });
  slack.changes.listen(({ kind }) => (kind === 'reset' ? aws.reset() : undefined));
  const server = new HttpServer([...routes(client), ...awsControlRoutes(aws)], (request, socket, head) =>
    sockets.accept(request, socket, head),
  );
  try {
    address.port = await server.listen(options.port ?? 0, host);
    slack.address = client.url();
  } catch (error) {
    await aws.stop();
    throw error;
  }
  return new Simulator(client, server, aws);
}
