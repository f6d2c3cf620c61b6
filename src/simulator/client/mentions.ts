import type { Person } from '../org/model.js';
import type { Slack } from '../slack.js';

interface Place {
  slack: Slack;
  team: string;
  person: Person;
}

/** `&`, `<` and `>` as Slack stores them: https://docs.slack.dev/messaging/formatting-message-text */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function user({ slack }: Place, handle: string, withName: boolean): string | undefined {
  const found = slack.org.people.find((person) => person.handle === handle);
  return found && `<@${found.id}${withName ? `|${found.handle}` : ''}>`;
}

/** Private channels are not named to the app: `<#C123|>`. */
function channel({ slack, team, person }: Place, name: string): string | undefined {
  const found = slack.org.channels.find(
    (each) =>
      each.name === name &&
      each.kind !== 'im' &&
      each.teams.includes(team) &&
      (each.kind === 'public' || each.members.includes(person.id)),
  );
  return found && `<#${found.id}|${found.kind === 'private' ? '' : found.name}>`;
}

const broadcasts = new Set(['here', 'channel', 'everyone']);
const mention = /(^|[\s(,;])([@#])([\p{L}\p{N}][\p{L}\p{N}._-]*)/gu;

/** Turns `@ada` and `#general` into `<@U…|ada>` and `<#C…|general>`, as Slack's client does when they are picked. */
export function withMentions(place: Place, text: string, withName: boolean): string {
  return escaped(text).replaceAll(mention, (whole, before: string, sign: string, word: string) => {
    // A full stop or hyphen at the end belongs to the sentence, not to the name.
    const name = word.replace(/[.-]+$/, '');
    const rest = word.slice(name.length);
    if (sign === '@' && broadcasts.has(name)) return `${before}<!${name}>${rest}`;
    const found = sign === '@' ? user(place, name, withName) : channel(place, name);
    return found === undefined ? whole : `${before}${found}${rest}`;
  });
}
