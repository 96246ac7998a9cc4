import { connect } from 'node:net';

/** Connects to a forward that waits; resolves once the connection was held for as long as that forward does, and closed. */
export async function outlastHold(port: number): Promise<void> {
  const client = connect(port, '127.0.0.1').on('error', () => undefined);
  await new Promise((resolve) => client.once('close', resolve));
}
