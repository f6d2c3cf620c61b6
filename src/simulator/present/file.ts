import { extname } from 'node:path';

import type { StoredFile } from '../files/model.js';
import type { JsonObject } from '../json.js';
import type { Slack } from '../slack.js';

/** A file as messages and `files.completeUploadExternal` show it. */
export function presentFile(slack: Slack, file: StoredFile): JsonObject {
  const url = slack.address + file.path;
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: 'application/octet-stream',
    filetype: extname(file.name).slice(1) || 'binary',
    user: file.user,
    mode: 'hosted',
    size: file.size,
    is_external: false,
    is_public: false,
    url_private: url,
    url_private_download: url,
  };
}
