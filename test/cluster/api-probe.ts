import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { apiServerUrl } from './addresses.ts';
import { userKubeconfigPath } from './credentials.ts';
import { files } from './work-folder.ts';

const timeoutMs = 3_000;

/** The body of a GET as administrator; undefined when the API server does not answer, or not with 200. */
export async function apiGet(path: string): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const fail = (): void => {
    resolve(undefined);
  };
  try {
    const outgoing = request(`${apiServerUrl}${path}`, {
      ca: readFileSync(files.certificateAuthority),
      headers: { authorization: `Bearer ${adminToken()}` },
      // No connection is kept: the next question may meet another API server.
      agent: false,
      timeout: timeoutMs,
    });
    outgoing.on('error', fail);
    outgoing.on('timeout', () => outgoing.destroy());
    outgoing.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => {
        resolve(response.statusCode === 200 ? body : undefined);
      });
      response.on('error', fail);
    });
    outgoing.end();
  } catch {
    fail();
  }
  return promise;
}

export function adminToken(): string {
  return /token: (\S+)/.exec(readFileSync(userKubeconfigPath('admin'), 'utf8'))?.[1] ?? '';
}
