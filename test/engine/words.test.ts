import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import {
  code,
  commas,
  escape,
  listed,
  moment,
  person,
  place,
  strong,
  toMrkdwn,
  toPlain,
  words,
} from '../../src/engine/words.js';
import { anyText, HOSTILE, LONG_HOSTILE } from '../support/hostile.js';
import { liveIn } from '../support/showable.js';

describe('words', () => {
  it('keeps IDs as references, so that what is stored holds no names', () => {
    expect(words`${person('W1')} is an admin of ${place('T1')}.`).toEqual([
      { person: 'W1' },
      ' is an admin of ',
      { place: 'T1' },
      '.',
    ]);
  });

  it('takes other words in, at any depth', () => {
    const inner = words`${person('W1')} (${code('x')})`;
    const outer = words`${inner} and ${words`again ${inner}`}`;
    expect(toPlain(outer, { W1: 'Ada' })).toBe('Ada (W1) (x) and again Ada (W1) (x)');
  });

  it('takes numbers, nought among them, and empty texts', () => {
    expect(toPlain(words`${0} of ${12}${''}`, {})).toBe('0 of 12');
  });

  it('is nothing at all when nothing is said', () => {
    expect(words``).toEqual([]);
  });

  it('stays the same through the database', () => {
    const said = words`${person('W1')} ${strong('now')} ${code('a`b')} in ${place('T1')} < & >`;
    expect(JSON.parse(JSON.stringify(said))).toEqual(said);
  });
});

describe('toMrkdwn', () => {
  it('shows people and places as name and ID, and an ID without a name as itself', () => {
    const said = words`${person('W1')}, ${person('W2')}, ${person('W3')} in ${place('T1')}`;
    expect(toMrkdwn(said, { W1: 'Ada', W2: '', W3: 'W3', T1: 'Marketing' })).toBe('Ada (W1), W2, W3 in Marketing (T1)');
  });

  it('sets codes and what the eye should find', () => {
    expect(toMrkdwn(words`${strong('What will change')}: ${code('admin.users.setAdmin')}`, {})).toBe(
      '*What will change*: `admin.users.setAdmin`',
    );
  });

  it('lets nothing end a code before its end', () => {
    expect(toMrkdwn(words`${code('a`<!channel>`b')}`, {})).toBe('`a’&lt;!channel&gt;’b`');
  });

  it.each(HOSTILE)('lets nothing live in a name such as %j', (name) => {
    const said = words`${person('W1')} asked for ${place('T1')}: ${name} ${code(name)} ${strong(name)}`;
    const shown = toMrkdwn(said, { W1: name, T1: name });
    expect(liveIn(shown)).toEqual([]);
    expect(shown).not.toMatch(/[<>]/u);
  });

  it('lets nothing live in any text from people, wherever it stands', () => {
    fc.assert(
      fc.property(anyText(), anyText(), (name, text) => {
        const shown = toMrkdwn(words`${person('W1')} ${text}${name}${code(text)}${strong(text)}${place('T1')}`, {
          W1: name,
          T1: text,
        });
        expect(shown).not.toMatch(/[<>]/u);
        expect(shown).not.toMatch(/&(?!amp;|lt;|gt;)/u);
        expect(liveIn(shown)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('shows a name on one line and at most 80 characters of it, however it grows when escaped', () => {
    expect(toMrkdwn(words`${person('W1')}`, { W1: LONG_HOSTILE })).toBe(`${'&amp;'.repeat(79)}… (W1)`);
    expect(toMrkdwn(words`${person('W1')}`, { W1: `Ada\n✅ *Done*` })).toBe('Ada ✅ *Done* (W1)');
  });

  it('shows a moment in the zone of whoever reads it, and in UTC where Slack cannot', () => {
    expect(toMrkdwn(words`until ${moment(Date.UTC(2035, 0, 31, 18) / 1000)}`, {})).toBe(
      'until <!date^2053879200^{date_long}, {time}|31 January 2035 at 18:00 UTC>',
    );
  });

  it('takes no name from the prototype of the names', () => {
    expect(toMrkdwn(words`${person('constructor')} ${place('__proto__')}`, {})).toBe('constructor __proto__');
  });
});

describe('toPlain', () => {
  it('says the same without markup and without escaping', () => {
    const said = words`${person('W1')} ${strong('&')} ${code('<x>')}`;
    expect(toPlain(said, { W1: 'Zoë <!channel> & Söhne' })).toBe('Zoë <!channel> & Söhne (W1) & <x>');
    expect(toPlain(words`until ${moment(0)}`, {})).toBe('until 1 January 1970 at 00:00 UTC');
  });
});

describe('several of something', () => {
  const places = (count: number) => Array.from({ length: count }, (_, index) => place(`T${index}`));

  it('stands with commas between, and says how many are left', () => {
    expect(toPlain(commas(places(1)), {})).toBe('T0');
    expect(toPlain(commas(places(3)), {})).toBe('T0, T1, T2');
    expect(toPlain(commas(places(3), 3), {})).toBe('T0, T1, T2');
    expect(toPlain(commas(places(4), 2), {})).toBe('T0, T1 and 2 more');
    expect(commas([])).toEqual([]);
  });

  it('is listed on as many lines as it takes, all of it', () => {
    expect(listed(words`Joins: `, [])).toEqual([]);
    const aloud = listed(words`Joins: `, places(60)).map((line) => toPlain(line, {}));
    expect(aloud.map((line) => line.slice(0, 12))).toEqual(['Joins: T0, T', '… T25, T26, ', '… T50, T51, ']);
    expect(aloud.join(', ').match(/T\d+/gu)).toHaveLength(60);
  });

  it('fits a block of Slack’s, line by line, whatever they are called', () => {
    const names = Object.fromEntries(places(25).map((_, index) => [`T${index}`, 'M'.repeat(300)]));
    for (const line of listed(words`Joins: `, places(25))) expect(toMrkdwn(line, names).length).toBeLessThan(3000);
  });
});

describe('escape', () => {
  it('escapes the three characters once, the ampersand first', () => {
    expect(escape('<a & b> &amp; &lt;')).toBe('&lt;a &amp; b&gt; &amp;amp; &amp;lt;');
  });

  it('loses nothing', () => {
    const back = (text: string): string =>
      text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
    fc.assert(fc.property(anyText(), (text) => back(escape(text)) === text));
  });
});
