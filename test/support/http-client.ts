import { type IncomingMessage, request, type RequestOptions } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Endpoint } from '../../src-main/shared/session.ts';

export interface Asked extends Pick<RequestOptions, 'method' | 'headers'> {
  readonly body?: Buffer | string;
}

/** What listens on this computer. */
interface Served {
  readonly endpoints: readonly Endpoint[];
}

/** The whole answer to one request, which is written as it is told: no client makes a path or header right before. */
export async function ask(
  proxy: Served,
  path: string,
  asked: Asked = {},
): Promise<Pick<IncomingMessage, 'statusCode' | 'headers'> & { readonly body: Buffer }> {
  const answer = await begin(proxy, path, asked);
  return { statusCode: answer.statusCode, headers: answer.headers, body: await buffer(answer) };
}

/** An answer of which only the head has come. */
export function begin(
  { endpoints }: Served,
  path: string,
  { body, ...asked }: Asked = {},
): Promise<IncomingMessage> {
  const [first] = endpoints;
  if (first === undefined) throw new Error('nothing listens');
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const asking = request({
    host: first.address,
    port: first.port,
    path,
    agent: false,
    maxHeaderSize: 128 * 1024,
    ...asked,
  });
  asking.on('response', resolve).on('error', reject).end(body);
  return promise;
}

/** The test server's answer, as it is told to give it: by `code`, `header`, `body`, and `gzip`. */
export function askFor(
  proxy: Served,
  wanted: Readonly<Record<string, string | readonly string[]>>,
  headers: Readonly<Record<string, string>> = {},
): ReturnType<typeof ask> {
  const query = new URLSearchParams(
    Object.entries(wanted).flatMap(([name, value]) => [value].flat().map((each) => [name, each])),
  );
  return ask(proxy, `/answer?${query.toString()}`, { headers });
}
