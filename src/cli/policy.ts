import { catalogue } from '../operations/catalogue.js';
import { policyCommand } from './policy-command.js';

const { lines, code } = await policyCommand(process.argv.slice(2), catalogue.all);
for (const line of lines) console.log(line);
process.exitCode = code;
