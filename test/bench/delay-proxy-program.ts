import { connect, createServer, type Socket } from 'node:net';
import { resetSocket } from '../../src-main/engine/forwards/reset-socket.ts';
import { DelayLine } from './delay-line.ts';
import { announcePort, endWithParent } from './program.ts';

/** Far more than any path of the benchmark holds (1 GiB/s for 100 ms), so it never limits the throughput. */
const mostOnTheWay = 256 * 1024 * 1024;

/** A far away TCP server: `node delay-proxy-program.js HOST PORT RTT_MS`. */
const [host = '', port = '', rtt = '0'] = process.argv.slice(2);
const rttMs = Number(rtt);

/** Connections of an earlier generation are forgotten: what they carry is swallowed. */
let generation = 0;
process.on('SIGUSR2', () => (generation += 1));

const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
  // The handshake of a real far connection: nothing can be sent before it is over.
  const openMs = performance.now() + rttMs;
  const far = connect({ host, port: Number(port), allowHalfOpen: true, noDelay: true });
  carry(near, far, openMs);
  carry(far, near, openMs);
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => announcePort(server));
endWithParent();

type Piece =
  { readonly kind: 'bytes'; readonly bytes: Buffer } | { readonly kind: 'end' } | { readonly kind: 'cut' };

function carry(from: Socket, to: Socket, notBeforeMs: number): void {
  const born = generation;
  let onTheWay = 0;
  const balance = () => {
    if (onTheWay + to.writableLength > mostOnTheWay) from.pause();
    else if (from.isPaused()) from.resume();
  };
  const line = new DelayLine<Piece>(rttMs / 2, notBeforeMs, (piece) => {
    if (born !== generation) return;
    switch (piece.kind) {
      case 'bytes':
        onTheWay -= piece.bytes.length;
        to.write(piece.bytes);
        balance();
        break;
      case 'end':
        to.end();
        break;
      case 'cut':
        resetSocket(to);
        break;
    }
  });
  from
    .on('data', (bytes: Buffer) => {
      onTheWay += bytes.length;
      line.push({ kind: 'bytes', bytes });
      balance();
    })
    .on('end', () => line.push({ kind: 'end' }))
    .on('error', () => line.push({ kind: 'cut' }));
  to.on('drain', balance).on('close', () => line[Symbol.dispose]());
}
