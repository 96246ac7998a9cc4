import { join } from 'node:path';
import electronLog from 'electron-log/main.js';
import type { Log } from '../engine/log.ts';
import { redact } from './redact.ts';

/** The app's log file, `main.log` in the given folder; secrets are taken out of every line. */
export function openLog(folder: string): Log {
  const { file, console } = electronLog.transports;
  file.resolvePathFn = () => join(folder, 'main.log');
  file.level = 'info';
  // Standard output carries the addresses of the forwards and nothing else.
  console.level = false;
  return {
    debug: (message) => electronLog.debug(redact(message)),
    info: (message) => electronLog.info(redact(message)),
    warn: (message) => electronLog.warn(redact(message)),
    error: (message) => electronLog.error(redact(message)),
  };
}
