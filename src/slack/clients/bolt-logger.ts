import { LogLevel, type Logger as BoltLogger } from '@slack/bolt';

import type { Logger } from '../../telemetry/log.js';

/**
 * Bolt's and the web client's log lines in ours. Their `debug` prints whole payloads, client secrets and OAuth codes
 * (platform notes 0.15), so it is dropped whatever the level is.
 */
export function boltLogger(log: Logger): BoltLogger {
  const line = (messages: unknown[]): string => messages.map(String).join(' ');
  return {
    debug: () => undefined,
    info: (...messages) => log.debug(line(messages)),
    warn: (...messages) => log.warn(line(messages)),
    error: (...messages) => log.error(line(messages)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
