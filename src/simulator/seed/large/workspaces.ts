import type { Workspace } from '../../org/model.js';
import { largeId } from './growth.js';
import { cities, departments, slug } from './names.js';

const kinds: readonly Workspace['discoverability'][] = ['open', 'invite_only', 'closed', 'unlisted'];

/** One more workspace: "München Finance", then "München Finance 2". */
export function workspaceNumber(number: number): Workspace {
  const city = cities[number % cities.length] ?? 'Elsewhere';
  const department = departments[Math.floor(number / cities.length) % departments.length] ?? 'Work';
  const round = Math.floor(number / (cities.length * departments.length));
  const name = `${city} ${department}${round === 0 ? '' : ` ${round + 1}`}`;
  return {
    id: largeId('T', number),
    name,
    domain: `engines-${slug(name)}`,
    discoverability: kinds[number % kinds.length] ?? 'open',
    app_granted: true,
    provisions: true,
  };
}
