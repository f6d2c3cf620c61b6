import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

import { sendText } from '../http/send.js';
import type { Route } from '../http/server.js';
import { compiledPage, installedModule, staticFolders } from './package-files.js';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.map': 'application/json',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
};

const guarded = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };

/** Nothing from outside, and of inline scripts only the import map that stands in the page, by its hash. */
export function contentSecurityPolicy(html: string): string {
  const maps = [...html.matchAll(/<script type="importmap">([\s\S]*?)<\/script>/g)];
  const hashes = maps.map(([, map = '']) => `'sha256-${createHash('sha256').update(map).digest('base64')}'`);
  return [
    "default-src 'self'",
    ["script-src 'self'", ...hashes].join(' '),
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The first of these files that there is. */
async function readFirst(paths: readonly string[]): Promise<{ path: string; content: Buffer } | null> {
  for (const path of paths) {
    const content = await readFile(path).catch(() => null);
    if (content) return { path, content };
  }
  return null;
}

async function sendFile(response: ServerResponse, paths: readonly string[]): Promise<void> {
  const found = await readFirst(paths);
  if (!found) {
    sendText(response, 404, 'There is no such file. Has the page been built (npm run build)?');
    return;
  }
  const type = types[extname(found.path)] ?? 'application/octet-stream';
  const policy = type.startsWith('text/html')
    ? { 'content-security-policy': contentSecurityPolicy(found.content.toString('utf8')) }
    : {};
  response.writeHead(200, { 'content-type': type, ...guarded, ...policy }).end(found.content);
}

/** A file below a folder; undefined for paths that lead out of it. */
function below(folder: string, path: string): string | undefined {
  const file = normalize(join(folder, decodeURIComponent(path)));
  return file.startsWith(folder + sep) ? file : undefined;
}

function folderRoute(path: string, folders: readonly string[]): Route {
  return {
    path,
    serve(request, response) {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const files = folders.map((folder) => below(folder, pathname.slice(path.length)));
      return sendFile(
        response,
        files.filter((file) => file !== undefined),
      );
    },
  };
}

function vendorRoute(name: string, entry: string): Route {
  return {
    path: `/page/vendor/${name}.js`,
    serve: (_request, response) => sendFile(response, [installedModule('preact', entry)]),
  };
}

/** The page itself: html and css, compiled modules, and Preact out of node_modules. */
export const staticRoutes: readonly Route[] = [
  {
    path: '/',
    serve: (_request, response) =>
      sendFile(
        response,
        staticFolders.map((folder) => join(folder, 'index.html')),
      ),
  },
  folderRoute('/page/assets/', [compiledPage, ...staticFolders]),
  folderRoute('/page/static/', staticFolders),
  vendorRoute('preact', '.'),
  vendorRoute('preact-hooks', './hooks'),
  vendorRoute('preact-jsx-runtime', './jsx-runtime'),
];
