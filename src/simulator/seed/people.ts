import type { InteractivityTeam, OrgRole, Person, WorkspaceRole } from '../org/model.js';
import { teams } from './workspaces.js';

type Places = Partial<Record<keyof typeof teams, WorkspaceRole>>;

interface Particulars {
  org?: OrgRole;
  display?: string;
  title?: string;
  tz?: string;
  kind?: Person['kind'];
  deactivated?: boolean;
  /** Guests: when the account ends. */
  ends?: Partial<Record<keyof typeof teams, number>>;
}

const zones = ['Europe/London', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'America/Los_Angeles'];
const payloadTeams: readonly InteractivityTeam[] = ['workspace', 'workspace', 'org', 'workspace', 'other'];

/** `U0ADA000001`, `W0GRACE0002`: stable, readable, and of both forms, since no app may insist on one of them. */
function personId(handle: string, number: number): string {
  const letters = handle
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
    .slice(0, 6);
  return `${number % 3 === 1 ? 'U' : 'W'}0${letters}${String(number).padStart(9 - letters.length, '0')}`;
}

function keyedByTeam<Value>(named: Partial<Record<keyof typeof teams, Value>>): Record<string, Value> {
  const keyed: Record<string, Value> = {};
  if (named.engineering !== undefined) keyed[teams.engineering] = named.engineering;
  if (named.marketing !== undefined) keyed[teams.marketing] = named.marketing;
  if (named.sales !== undefined) keyed[teams.sales] = named.sales;
  if (named.support !== undefined) keyed[teams.support] = named.support;
  return keyed;
}

function person(row: Row, index: number): Person {
  const [handle, name, places, more = {}] = row;
  return {
    id: personId(handle, index + 1),
    kind: more.kind ?? 'person',
    handle,
    real_name: name,
    display_name: more.display ?? handle,
    email: `${handle}@engines.example`,
    title: more.title ?? '',
    tz: more.tz ?? zones[index % zones.length] ?? 'UTC',
    org_role: more.org ?? 'member',
    workspaces: keyedByTeam(places),
    deactivated: more.deactivated ?? false,
    left: [],
    expirations: keyedByTeam(more.ends ?? {}),
    invitation: null,
    interactivity_team: payloadTeams[index % payloadTeams.length] ?? 'workspace',
  };
}

type Row = [handle: string, name: string, places: Places, more?: Particulars];

const m = 'member';
const longName =
  'Hubertus Maximilian Wolfgang Ferdinand von und zu Wolfeschlegelsteinhausen-Bergerdorff auf und zu Altengamme';

const rows: readonly Row[] = [
  ['ada', 'Ada Lovelace', { engineering: m, marketing: m }, { title: 'Analyst', tz: 'Europe/London' }],
  ['grace', 'Grace Hopper', { engineering: m, marketing: m, sales: m, support: m }, { org: 'primary_owner' }],
  ['margaret', 'Margaret Hamilton', { engineering: m, support: m }, { org: 'owner', title: 'Director of Software' }],
  ['dorothy', 'Dorothy Vaughan', { engineering: m, marketing: m, sales: m, support: m }, { org: 'owner' }],
  ['katherine', 'Katherine Johnson', { engineering: m, marketing: m }, { org: 'admin', title: 'IT' }],
  ['alan', 'Alan Turing', { engineering: m, sales: m }, { org: 'admin', title: 'IT' }],
  ['mary', 'Mary Jackson', { support: m, marketing: m }, { org: 'admin', title: 'IT' }],
  ['hedy', 'Hedy Lamarr', { engineering: 'primary_owner' }],
  ['jean', 'Jean Bartik', { engineering: 'owner', support: m }],
  ['edsger', 'Edsger Dijkstra', { engineering: 'owner' }],
  ['kathleen', 'Kathleen Booth', { engineering: 'admin', marketing: m }],
  ['konrad', 'Konrad Zuse', { engineering: 'admin' }],
  ['betty', 'Betty Holberton', { marketing: 'primary_owner' }],
  ['joan', 'Joan Clarke', { marketing: 'owner', sales: m }],
  ['karen', 'Karen Spärck Jones', { marketing: 'admin' }],
  ['ida', 'Ida Rhodes', { marketing: 'admin', support: m }],
  ['mina', 'Mina Rees', { sales: 'primary_owner' }],
  ['adele', 'Adele Goldstine', { sales: 'owner' }],
  ['thelma', 'Thelma Estrin', { sales: 'admin' }],
  ['annie', 'Annie Easley', { support: 'primary_owner' }],
  ['evelyn', 'Evelyn Boyd Granville', { support: 'owner', sales: m }],
  ['claude', 'Claude Shannon', { support: 'admin' }],
  ['zoe', 'Zoë <!channel> & Söhne', { marketing: m, sales: m }, { display: 'Zoë <!channel> & Söhne' }],
  ['sam.morland', 'Samuel Morland', { engineering: m }, { display: 'Sam' }],
  ['sam.osei', 'Samira Osei', { engineering: m, marketing: m }, { display: 'Sam' }],
  ['khwarizmi', 'محمد بن موسى الخوارزمي', { engineering: m }, { display: 'الخوارزمي' }],
  ['robin', 'Robin 🦄 Raincloud 🏳️‍🌈', { marketing: m }, { display: '🦄🏳️‍🌈' }],
  ['hubertus', longName, { sales: m }, { display: longName }],
  [
    'gia.multi',
    'Gia Contractor',
    { marketing: 'multi_channel_guest' },
    { title: 'Agency', ends: { marketing: Date.UTC(2035, 0, 31, 18) / 1000 } },
  ],
  ['gus.multi', 'Gus Both-Houses', { engineering: 'multi_channel_guest', support: 'multi_channel_guest' }],
  [
    'uma.single',
    'Uma One-Channel',
    { support: 'single_channel_guest' },
    { title: 'Auditor', ends: { support: Date.UTC(2034, 5, 30, 12) / 1000 } },
  ],
  ['ulf.single', 'Ulf One-Channel', { sales: 'single_channel_guest' }],
  ['charles', 'Charles Babbage', { engineering: m }, { deactivated: true }],
  ['deploybot', 'Deploy Bot', { engineering: m }, { kind: 'bot', display: 'Deploy Bot' }],
  ['vera.elsewhere', 'Vera Elsewhere', {}, { kind: 'stranger', title: 'Partner Ltd' }],
  ['kay', 'Kay McNulty', { engineering: m }],
  ['marlyn', 'Marlyn Meltzer', { engineering: m }],
  ['ruth', 'Ruth Teitelbaum', { engineering: m, support: m }],
  ['fran', 'Fran Bilas', { engineering: m }],
  ['klara', 'Klára Dán von Neumann', { engineering: m }],
  ['cicely', 'Cicely Popplewell', { engineering: m }],
  ['tommy', 'Tommy Flowers', { engineering: m, sales: m }],
  ['beatrice', 'Beatrice Worsley', { engineering: m }],
  ['trevor', 'Trevor Pearcey', { engineering: m }],
  ['rozsa', 'Péter Rózsa', { engineering: m }],
  ['emmy', 'Emmy Noether', { marketing: m }],
  ['sofya', 'Софья Ковалевская', { marketing: m }],
  ['zhenyi', '王贞仪', { marketing: m, support: m }],
  ['omar', 'Omar Khayyam', { marketing: m }],
  ['hypatia', 'Hypatia', { marketing: m }],
  ['sophie', 'Sophie Germain', { sales: m }],
  ['emilie', 'Émilie du Châtelet', { sales: m }],
  ['seki', '関 孝和', { sales: m }],
  ['srinivasa', 'Srinivasa Ramanujan', { sales: m }],
  ['gertrude', 'Gertrude Blanch', { sales: m, support: m }],
  ['blaise', "Blaise O'Pascal", { support: m }],
  ['george', 'George "Bool" Boole', { support: m }],
  ['alexandra', 'Alexandra Forsythe', { support: m }],
  ['keller', 'Mary Kenneth Keller', { support: m }],
  ['somerville', 'Mary Somerville', { support: m, marketing: m }],
  ['erna', 'Erna Hoover', { engineering: m, marketing: m, sales: m, support: m }],
];

/** The people of the seeded organisation: sixty of its own, and Vera, who belongs to another one. */
export const people: readonly Person[] = rows.map(person);

/** The id of somebody of the seed. */
export function idOf(handle: string): string {
  const found = people.find((person) => person.handle === handle);
  if (!found) throw new Error(`The seed has nobody called ${handle}.`);
  return found.id;
}
