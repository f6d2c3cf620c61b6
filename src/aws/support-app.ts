/*
 * AWS Support App under the names of AWS's own package, @aws-sdk/client-support-app. It is no copy of that package: it is
 * AWS's runtime put together for this service, because that package cannot be installed everywhere. It is reached by the
 * import `#aws-support-app` (package.json) and by nothing else, so that the package can take its place there.
 */
export { SupportAppClient } from './support-app/client.js';
export type { SupportAppClientConfig, SupportAppClientResolvedConfig } from './support-app/configuration.js';
export * from './support-app/commands.js';
export * from './support-app/exceptions.js';
export * from './support-app/models.js';
