import type { Client } from './client/client.js';
import { installRoutes } from './control/install.js';
import { controlRoutes } from './control/serve-control.js';
import { serveFile, serveUpload } from './files/serve-files.js';
import type { Route } from './http/server.js';
import { serveAuthorize } from './oauth/serve-oauth.js';
import { pageRoutes } from './page-server/serve-page.js';
import { staticRoutes } from './page-server/static-files.js';
import { serveApi } from './web-api/serve-api.js';
import { serveHook } from './web-api/serve-hooks.js';

/** Who answers where. */
export function routes(client: Client): Route[] {
  const { slack } = client;
  return [
    { path: '/api/', serve: (request, response) => serveApi(slack, request, response) },
    { path: '/oauth/v2/authorize', serve: (request, response) => serveAuthorize(client, request, response) },
    { path: '/upload/', serve: (request, response) => serveUpload(slack, request, response) },
    { path: '/files/', serve: (request, response) => serveFile(slack, request, response) },
    { path: '/hooks/', serve: (request, response) => serveHook(slack, request, response) },
    ...pageRoutes(client),
    ...staticRoutes,
    ...controlRoutes(client),
    ...installRoutes(client),
  ];
}
