import type { Clock } from '../clock.js';
import { seconds } from '../clock.js';
import type { Ids } from '../ids.js';
import type { StoredFile } from './model.js';

/** Where the bytes of an upload go, and what they must be. */
export interface Upload {
  id: string;
  path: string;
}

interface Pending {
  name: string;
  length: number;
  user: string;
  content: Buffer | null;
}

/** The upload addresses that have been handed out, and the files that came of them. */
export class Files {
  #clock: Clock;
  #ids: Ids;
  #uploads = new Map<string, Pending & Upload>();
  #files = new Map<string, StoredFile>();

  constructor(clock: Clock, ids: Ids) {
    this.#clock = clock;
    this.#ids = ids;
  }

  /** An address for one upload: https://docs.slack.dev/reference/methods/files.getUploadURLExternal */
  reserve(wanted: { name: string; length: number; user: string }): Upload {
    const id = this.#ids.next('F');
    const path = `/upload/v1/${id}/${this.#ids.secret()}`;
    this.#uploads.set(id, { ...wanted, id, path, content: null });
    return { id, path };
  }

  /** Takes the bytes of an upload; a sentence when they are not what was announced. */
  receive(path: string, content: Buffer): string | null {
    const upload = [...this.#uploads.values()].find((each) => each.path === path);
    if (!upload) return 'This upload address is not known, or has been used up.';
    if (content.length !== upload.length) return `${upload.length} bytes were announced and ${content.length} came.`;
    upload.content = content;
    return null;
  }

  /** True for an upload by this user whose bytes have come and that is no file yet. */
  isUploaded(id: string, user: string): boolean {
    const upload = this.#uploads.get(id);
    return upload !== undefined && upload.content !== null && upload.user === user;
  }

  /** Makes a file of an upload. */
  complete(id: string, wantedTitle: string | undefined): StoredFile {
    const upload = this.#uploads.get(id);
    if (!upload?.content) throw new Error(`The upload ${id} has not come.`);
    const { name, content, user } = upload;
    const path = `/files/${id}/${this.#ids.secret()}/${encodeURIComponent(name)}`;
    const title = wantedTitle ?? name;
    const file = { id, name, title, size: content.length, content, user, created: seconds(this.#clock), path };
    this.#uploads.delete(id);
    this.#files.set(path, file);
    return file;
  }

  at(path: string): StoredFile | undefined {
    return this.#files.get(path);
  }
}
