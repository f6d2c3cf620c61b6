import * as fc from 'fast-check';

/** Texts with which somebody could try to make the app say what it did not mean to say. */
export const HOSTILE: readonly string[] = [
  '<!channel>',
  '<!here|here>',
  '<!everyone>',
  '<@U012A3CDE>',
  '<#C012A3CDE|general>',
  '<https://evil.example|https://bank.example>',
  '<mailto:ceo@bank.example|pay here>',
  '<!date^1700000000^{date}|now>',
  '<!subteam^S012A3CDE>',
  '&lt;!channel&gt;',
  '&amp;lt;!channel&amp;gt;',
  '*bold* _italic_ ~strike~ `code` ```block```',
  '```',
  '>>> quoted to the end',
  'two\nlines\n✅ Done: nothing to see here',
  'carriage\r\nreturn\rhere',
  'tab\there',
  'NUL\u0000bell\u0007escape\u001b[31m',
  'محمد بن موسى الخوارزمي',
  '\u202Egnp.exe\u202C and \u2066isolated\u2069',
  'Robin 🦄 🏳️‍🌈 👩🏽‍🚀',
  'half a pair \uD83D and \uDE00 the other',
  '{"json": "\\u0000", "xss": "<script>alert(1)</script>"}',
  "Robert'); DROP TABLE runs;--",
  '${process.env.SLACK_ADMIN_TOKEN} %s %d %o',
  '__proto__',
  'constructor',
  '   ',
  '',
];

/** Two hundred characters, each of which grows fivefold when it is escaped. */
export const LONG_HOSTILE = '&'.repeat(200);

/** Anything people could put into a name or a reason: the hostile ones, any Unicode, and mixtures. */
export const anyText = (maxLength = 200): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...HOSTILE),
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.string({ maxLength: 40 }),
        fc.integer({ min: 0, max: 0xff_ff }).map((unit) => String.fromCharCode(unit)),
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('').slice(0, maxLength));
