import type { Channel } from '../../engine/organisation/channels.js';
import type { OrgReader } from '../../engine/operation.js';
import type { ChannelAccess, Draft, Effect, JsonObject } from '../../engine/planning/plan.js';
import { channel, code, commas, listed, place, words, type Words } from '../../engine/words.js';
import { argumentsOf, wantedWorkspaces, type SetTeamsArguments, type SetTeamsInput } from './channel-workspaces.js';

/** Reads where a channel is, and plans to replace the whole list of its workspaces; says which join, leave and stay. */
export async function planSetTeams(input: SetTeamsInput, org: OrgReader): Promise<Draft<SetTeamsArguments>> {
  const found = await org.channel(input.channel_id);
  if (!found) return obstacle(words`This organisation has no channel ${code(input.channel_id)}. Choose another one.`);
  const inTheWay = whyNot(found);
  if (inTheWay) return obstacle(inTheWay);

  const wanted = wantedWorkspaces(input);
  const known = await org.knownWorkspaces([...new Set([...found.workspaces, ...(wanted ?? [])])]);
  const missing = wanted?.filter((team) => !known.includes(team)) ?? [];
  if (missing.length > 0) return obstacle(words`This organisation has no workspace ${commas(missing.map(code))}.`);

  const before = beforeOf(found);
  const move = moveOf(found, wanted);
  if (isSo(move)) return { kind: 'unchanged', says: alreadySo(move), before };
  return {
    kind: 'plan',
    risk: move.toOrg ? 'irreversible' : move.joins.length > 0 ? 'privileged' : 'change',
    changes: changesOf(move),
    warnings: warningsOf(move, input),
    effects: effectsOf(move),
    before,
    calls: [argumentsOf(input)],
    ...(takesAway(move) ? { asksTwice: secondQuestion(move) } : {}),
  };
}

/** What the call does to the list. */
interface Move {
  readonly found: Channel;
  readonly toOrg: boolean;
  readonly after: readonly string[];
  readonly joins: readonly string[];
  readonly leaves: readonly string[];
  readonly stays: readonly string[];
  /** Whether the workspace that the channel was made in is among those that leave. */
  readonly homeLeaves: boolean;
}

function moveOf(found: Channel, wanted: readonly string[] | null): Move {
  const now = found.workspaces;
  const after = wanted ?? now;
  const leaves = now.filter((team) => !after.includes(team));
  return {
    found,
    toOrg: wanted === null,
    after,
    joins: after.filter((team) => !now.includes(team)),
    leaves,
    stays: now.filter((team) => after.includes(team)),
    homeLeaves: found.home !== null && leaves.includes(found.home),
  };
}

function beforeOf({ id, orgWide, workspaces, more }: Channel): JsonObject {
  return {
    channel_id: id,
    org_wide: orgWide,
    workspaces: orgWide ? [] : workspaces.toSorted(),
    ...(more && !orgWide ? { more } : {}),
  };
}

const isSo = ({ found, toOrg, joins, leaves }: Move): boolean =>
  toOrg ? found.orgWide : !found.orgWide && !found.more && joins.length + leaves.length === 0;

/** Also where nothing is named that leaves: workspaces that Slack does not show, and those of tomorrow. */
const takesAway = ({ found, toOrg, leaves }: Move): boolean =>
  !toOrg && (leaves.length > 0 || found.orgWide || found.more === true);

function whyNot({ id, external, archived }: Channel): Words | null {
  if (external) {
    return words`${channel(id)} is shared with another organisation, and Slack does not change the workspaces of such a channel (${code('externally_shared_or_disconnected_channel')}). End that in Slack first, then try again.`;
  }
  if (archived) return words`${channel(id)} is archived. Take it out of the archive in Slack first, then try again.`;
  return null;
}

function changesOf({ found, toOrg, after, joins, leaves, stays }: Move): Words[] {
  const from = found.orgWide ? 'the whole organisation' : counted(found.workspaces.length, found.more);
  return [
    words`${channel(found.id)}: ${from} → ${toOrg ? 'the whole organisation' : counted(after.length)}`,
    ...listed(words`Joins: `, joins.map(place)),
    ...listed(words`Leaves: `, leaves.map(place)),
    ...listed(words`Stays in: `, stays.map(place)),
  ];
}

const counted = (many: number, more = false): string =>
  many === 1 && !more ? 'one workspace' : `${many}${more ? ' or more' : ''} workspaces`;

function warningsOf(move: Move, { mode }: SetTeamsInput): Words[] {
  const { found, toOrg, after, joins, stays } = move;
  const warnings: Words[] = [];
  if (toOrg) {
    warnings.push(
      words`It becomes a channel of every workspace, also of those that are made later. There is no way back from here.`,
    );
  }
  if (found.private && (toOrg || joins.length > 0)) {
    warnings.push(
      words`It is private. Nobody gets in by this alone, but people of more workspaces can be invited to it.`,
    );
  }
  if (found.more && !toOrg) {
    warnings.push(
      words`Slack does not show all of the workspaces that it is in. It leaves every one that is not named here, too.`,
    );
  }
  if (takesAway(move)) warnings.push(...whatLeavingMeans(move));
  const [target] = after;
  if (target && !found.orgWide && after.length === 1 && stays.length === 0) {
    if (found.workspaces.length === 1) warnings.push(NO_MOVES);
    else if (mode === 'team') warnings.push(notLocalThere(target));
  }
  return warnings;
}

function whatLeavingMeans({ found, homeLeaves }: Move): Words[] {
  return [
    ...(homeLeaves && found.home
      ? [words`${place(found.home)} is the workspace it was made in. It leaves, too; the channel goes on without it.`]
      : []),
    ...(found.orgWide ? [words`Workspaces that are made later will not have it.`] : []),
    words`People who are in none of its workspaces afterwards lose the channel.${found.more ? '' : ' Undoing it brings the workspaces back, but not these people.'}`,
  ];
}

const NO_MOVES = words`Slack moves no channel from one workspace straight into another, so it will probably refuse (${code('cannot_move_local_channel')}). Connect it to both of them first, and then to the new one alone.`;

const notLocalThere = (team: string): Words =>
  words`Slack knows no channel by this ID in ${place(team)} yet, so it will probably refuse (${code('channel_not_found')}). Choose “These workspaces” with this one alone instead.`;

function effectsOf({ found, toOrg, joins, leaves }: Move): Effect[] {
  const access = (team: string | null, change: ChannelAccess['change']): ChannelAccess => ({
    kind: 'channel_access',
    who: { kind: 'workspace', id: team },
    channel: found.id,
    private: found.private,
    change,
  });
  if (toOrg) return [{ kind: 'org_wide', channel: found.id }];
  return [
    ...joins.map((team) => access(team, 'gains')),
    ...leaves.map((team) => access(team, 'loses')),
    ...(found.orgWide || found.more ? [access(null, 'loses')] : []),
  ];
}

function secondQuestion({ found, leaves, homeLeaves }: Move): Words {
  const all = found.orgWide ? ['every workspace that is made later'] : [];
  const hidden = found.more ? ['workspaces that Slack does not show'] : [];
  const home = homeLeaves && found.home ? words` ${place(found.home)} is where it was made.` : [];
  return words`${channel(found.id)} leaves ${commas([...all, ...hidden, ...leaves.map(place)], 10)}.${home} Is that what you want?`;
}

function alreadySo({ found, toOrg, after }: Move): Words {
  const where = toOrg
    ? words`a channel of the whole organisation`
    : words`in ${commas(after.map(place), 10)} and nowhere else`;
  return words`${channel(found.id)} is ${where} already. There is nothing to change, so no call is made.`;
}

const obstacle = (says: Words): Draft<SetTeamsArguments> => ({ kind: 'obstacle', says });
