import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { hardwarePorts } from './hardware-ports.ts';

/** The list of interfaces waits for it, so what is not known by then is not told. */
const answerMs = 1_000;
const run = promisify(execFile);

/**
 * What people call this computer's interfaces, by the names of the system; those that have no other name are missing. Only
 * macOS has to be asked: Windows gives its interfaces' friendly names itself, and on Linux people know `wlan0`. Never rejects.
 */
export async function friendlyNames(
  platform: NodeJS.Platform,
  networksetup = '/usr/sbin/networksetup',
): Promise<ReadonlyMap<string, string>> {
  if (platform !== 'darwin') return new Map();
  try {
    const { stdout } = await run(networksetup, ['-listallhardwareports'], {
      timeout: answerMs,
      killSignal: 'SIGKILL',
    });
    return hardwarePorts(stdout);
  } catch {
    // Without them, the system's own names are shown.
    return new Map();
  }
}
