/** A user as `users.info` shows a plain member of the organisation; the shape of docs.slack.dev/reference/objects/user-object. */
export function slackUser(id: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    team_id: 'T0MARKET01',
    name: `handle.${id.toLowerCase()}`,
    deleted: false,
    real_name: `Name of ${id}`,
    profile: { real_name: `Name of ${id}`, display_name: `display ${id}` },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: false,
    is_app_user: false,
    enterprise_user: enterpriseUser(id),
    ...changes,
  };
}

export function enterpriseUser(id: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    enterprise_id: 'E0TEST0001',
    enterprise_name: 'Engines',
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    teams: ['T0MARKET01'],
    ...changes,
  };
}

/** The same without one of its fields. */
export function without(user: Record<string, unknown>, key: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(user).filter(([other]) => other !== key));
}
