import type { JSX } from 'preact';

import type { PageMessage } from '../api.js';
import { Icon } from '../shell/icon.js';

/** Files below a message, to be downloaded on a click. */
export function FileList({ files }: { files: NonNullable<PageMessage['files']> }): JSX.Element {
  return (
    <ul class="files">
      {files.map((file) => (
        <li key={file.id}>
          <a class="file" href={file.url} download={file.name}>
            <Icon name="file" />
            <span>{file.name}</span> <span class="file-size">{sizeOf(file.size)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function sizeOf(bytes: number): string {
  const KILO = 1000;
  return bytes < KILO ? `${bytes} bytes` : `${Math.round(bytes / KILO)} kB`;
}
