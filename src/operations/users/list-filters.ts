import { place, words, type Words } from '../../engine/words.js';

/** Who is to be listed; a filter that is not there does not filter. */
export interface Filters {
  readonly team_id?: string | undefined;
  readonly is_active?: 'true' | 'false' | undefined;
  readonly only_guests?: true | undefined;
  readonly include_admins?: true | undefined;
  readonly include_owners?: true | undefined;
  readonly include_deactivated_user_workspaces?: true | undefined;
}

/** Filters that Slack does not take together, by the field that says it. */
export function wrongTogether(filters: Filters): Record<string, string> {
  const errors: Record<string, string> = {};
  const notWithGuests = 'Guests are neither admins nor owners. Untick this, or “Only guests”.';
  if (filters.only_guests && filters.include_admins) errors['include_admins'] = notWithGuests;
  if (filters.only_guests && filters.include_owners) errors['include_owners'] = notWithGuests;
  if (filters.only_guests && !filters.team_id) {
    errors['team_id'] = 'Choose the workspace whose guests you want: Slack lists them of one workspace at a time.';
  }
  if (filters.include_deactivated_user_workspaces && filters.team_id) {
    errors['include_deactivated_user_workspaces'] =
      'Slack shows this for the whole organisation only. Untick it, or clear the workspace.';
  }
  return errors;
}

/** “the deactivated admins and owners of Marketing” */
export function whoIsListed(filters: Filters): Words {
  const where = filters.team_id ? place(filters.team_id) : 'the whole organisation';
  return words`the ${filters.is_active === 'false' ? 'deactivated ' : ''}${whichPeople(filters)} of ${where}`;
}

function whichPeople({ only_guests, include_admins, include_owners }: Filters): string {
  if (only_guests) return 'guests';
  if (include_admins && include_owners) return 'admins and owners';
  if (include_admins) return 'admins';
  return include_owners ? 'owners' : 'people';
}
