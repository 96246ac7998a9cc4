import { Agent, request } from 'node:https';
import { readFileSync } from 'node:fs';
import { apiServerUrl } from './addresses.ts';
import { adminToken } from './api-probe.ts';
import type { Manifest } from './manifests.ts';
import { files } from './work-folder.ts';

/** As many at once as keep the API server busy; more only wait for each other. */
const atOnce = 48;

/**
 * Posts thousands of objects to a path of our own API server as administrator: 500 a second on two cores, where kubectl's
 * own limit is 50. Rejects with the server's answer where one is refused.
 */
export async function createMany(
  path: string,
  objects: readonly Omit<Manifest, 'apiVersion' | 'kind'>[],
): Promise<void> {
  const agent = new Agent({
    ca: readFileSync(files.certificateAuthority),
    keepAlive: true,
    maxSockets: atOnce,
  });
  const waiting = objects.values();
  const postEach = async (): Promise<void> => {
    for (const object of waiting) await post(agent, path, JSON.stringify(object));
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, postEach));
  } finally {
    agent.destroy();
  }
}

async function post(agent: Agent, path: string, body: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const headers = { authorization: `Bearer ${adminToken()}`, 'content-type': 'application/json' };
  const outgoing = request(`${apiServerUrl}${path}`, { method: 'POST', agent, headers });
  outgoing.on('error', reject);
  outgoing.on('response', (response) => {
    let answer = '';
    response.setEncoding('utf8').on('data', (text: string) => (answer += text));
    response.on('error', reject);
    response.on('end', () => {
      if (response.statusCode === 201) resolve();
      else reject(new Error(`${path}: ${String(response.statusCode)} ${answer}`));
    });
  });
  outgoing.end(body);
  return promise;
}
