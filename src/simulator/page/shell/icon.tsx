import type { JSX } from 'preact';

const PATH = {
  hash: 'M6 3 5 17M13 3l-1 14M3 7h14M3 13h14',
  lock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  home: 'M3 10l7-6 7 6M5 9v8h10V9M8.5 17v-5h3v5',
  close: 'M5 5l10 10M15 5L5 15',
  down: 'M5 8l5 5 5-5',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  reply: 'M4 5h12v8H9l-4 3.5V13H4z',
  send: 'M3 10l14-6-5 13-3-5z',
  bolt: 'M11 2 4 11h5l-1 7 7-10h-5z',
  sliders: 'M3 6h8M15 6h2M3 14h2M9 14h8M13 4v4M7 12v4',
  eye: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 8v4M8 10h4',
  image: 'M3 4h14v12H3zM3 13l4-4 4 4 2-2 4 4',
  file: 'M5 2h7l3 3v13H5zM12 2v4h3',
} as const;

/** A small drawing beside a word; never the only name of anything. */
export function Icon({ name }: { name: keyof typeof PATH }): JSX.Element {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={PATH[name]} />
    </svg>
  );
}
