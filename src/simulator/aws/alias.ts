import { inputs } from './inputs.js';
import { defineOperation } from './operation.js';
import { AwsRefusal } from './refusal.js';

/** `GetAccountAlias` */
export const getAlias = defineOperation(inputs.nothing, ({ account }) =>
  account.alias === null ? {} : { accountAlias: account.alias },
);

/** `PutAccountAlias` */
export const putAlias = defineOperation(inputs.alias, ({ account }, { accountAlias }) => {
  account.alias = accountAlias;
  return {};
});

/** `DeleteAccountAlias` */
export const deleteAlias = defineOperation(inputs.nothing, ({ account }) => {
  if (account.alias === null) throw new AwsRefusal('ResourceNotFoundException', 'The account has no alias.');
  account.alias = null;
  return {};
});
