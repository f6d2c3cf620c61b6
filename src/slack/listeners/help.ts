import { menuOf } from '../../engine/menu.js';
import { adminHelp, noSuchAdmin } from '../../forms/help.js';
import type { AdminWord } from '../admin-word.js';
import type { Desk } from '../desk.js';
import { withPatience } from '../clients/patience.js';

/** `/admin help`: everything that whoever asks may run, and why not the rest. */
export async function help(desk: Desk, { by, say }: AdminWord): Promise<void> {
  const { menu, names } = await whatTheyMayRun(desk, by);
  await say(adminHelp({ menu, prefix: desk.commandPrefix }), names);
}

/** Anything else that somebody typed behind `/admin`. */
export async function noSuchWord(desk: Desk, { by, rest, say }: AdminWord): Promise<void> {
  const { menu, names } = await whatTheyMayRun(desk, by);
  await say(noSuchAdmin(rest, { menu, prefix: desk.commandPrefix }), names);
}

function whatTheyMayRun({ ports }: Desk, by: string): ReturnType<typeof menuOf> {
  return withPatience(
    ports.clock,
    async () => undefined,
    () => menuOf(ports, by),
  );
}
