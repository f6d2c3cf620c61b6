import { describe, expect, it } from '@jest/globals';

import { withoutTyped, withTyped } from '../../../src/engine/planning/typed-arguments.js';
import { field } from '../../../src/engine/fields.js';
import { setAdmin } from '../../../src/operations/users/set-admin.js';

const operation = { ...setAdmin, fields: { team_id: field.workspace('Workspace'), email: field.email('E-mail') } };
const INPUT = { team_id: 'T1', email: 'zoe@example.com' };

describe('what people wrote', () => {
  it('stands in plans and ledger by its name only, and leaves as it was written', () => {
    const stored = withoutTyped(operation, INPUT, { ...INPUT, channel_ids: ['C1'], resend: true });
    expect(stored).toEqual({ team_id: 'T1', email: { typed: 'email' }, channel_ids: ['C1'], resend: true });
    expect(withTyped(INPUT, stored)).toEqual({ ...INPUT, channel_ids: ['C1'], resend: true });
  });

  it('cannot leave any more once it has been erased', () => {
    expect(() => withTyped({ team_id: 'T1' }, { email: { typed: 'email' } })).toThrow('erased');
  });
});
