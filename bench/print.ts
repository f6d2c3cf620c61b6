import { readFile, writeFile } from 'node:fs/promises';

import { figure } from './figures.js';
import type { Bar, Findings, Section, Table } from './section.js';

/** A bar with what was measured against it. */
export interface Verdict extends Bar {
  readonly measured: number | null;
  readonly met: boolean | null;
}

export function verdictsOn({ bars }: Section, { measured }: Findings): Verdict[] {
  return bars.map((bar) => {
    const number = measured[bar.what];
    return { ...bar, measured: number ?? null, met: number === undefined ? null : number <= bar.atMost };
  });
}

/** A section's results as Markdown. */
export function printed(section: Section, findings: Findings, about: readonly string[]): string {
  const bars: Table = {
    caption: 'Bars',
    head: ['', 'at most', 'measured', ''],
    rows: verdictsOn(section, findings).map(({ what, atMost, unit, measured, met }) => [
      what,
      `${atMost} ${unit}`.trim(),
      measured === null ? '–' : `${figure(measured)} ${unit}`.trim(),
      met === null ? 'not measured' : met ? 'met' : '**missed**',
    ]),
  };
  return [...about, ...[...findings.tables, bars].map(markdown)].join('\n\n');
}

function markdown({ caption, head, rows }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    `**${caption}**`,
    '',
    line(head),
    line(head.map((_, index) => (index === 0 ? '---' : '---:'))),
    ...rows.map(line),
  ].join('\n');
}

/** Puts results into a document, between the markers of their section. */
export async function writeBetweenMarkers(file: string, section: string, results: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const [begin, end] = [`<!-- bench:${section} -->`, `<!-- /bench:${section} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no place for “${section}”: ${begin} … ${end}`);
  await writeFile(file, `${text.slice(0, from + begin.length)}\n${results}\n${text.slice(to)}`);
}
