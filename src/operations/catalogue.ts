import { catalogueOf } from '../engine/operation.js';
import { setAdmin } from './users/set-admin.js';
import { setRegular } from './users/set-regular.js';

/** Everything that people can run. A new operation is one line here. */
export const catalogue = catalogueOf([setAdmin, setRegular]);
