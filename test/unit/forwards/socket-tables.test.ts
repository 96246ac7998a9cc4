import { expect, test } from 'vitest';
import { listensOn } from '../../../src-main/engine/forwards/port-holder.ts';
import {
  namesInTasklist,
  socketsInLsof,
  socketsInNetstat,
  socketsInProc,
  type TableSocket,
} from '../../../src-main/engine/forwards/socket-tables.ts';
import type { Endpoint } from '../../../src-main/shared/session.ts';

const v4 = { address: '127.0.0.1', port: 8080 };
const v6 = { address: '::1', port: 8080 };

/** Who listens on the endpoint. */
function listeners(sockets: readonly TableSocket[], endpoint: Endpoint): string[] {
  return sockets.filter((socket) => listensOn(socket, endpoint)).map(({ owner }) => owner);
}

test('of /proc/net/tcp those count that listen on the port, on this address or on all', () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 101 1 0 100 0 0 10 0
   1: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 102 1 0 100 0 0 10 0
   2: 0200007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 103 1 0 100 0 0 10 0
   3: 0100007F:1F90 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 104 1 0 100 0 0 10 0
   4: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 105 1 0 100 0 0 10 0
`;
  expect(listeners(socketsInProc(table), v4)).toEqual(['101', '102']);
});

test('of /proc/net/tcp6 too', () => {
  const table = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 201 1 0 100 0 0 10 0
   1: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 202 1 0 100 0 0 10 0
   2: 000080FE00000000FF005450B6AD1DFE:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 203 1 0 100 0 0 10 0
`;
  expect([
    listeners(socketsInProc(table), v6),
    listeners(socketsInProc(table), { address: 'fe80::5054:ff:fe1d:adb6', port: 8080 }),
  ]).toEqual([
    ['201', '202'],
    ['202', '203'],
  ]);
});

test('of lsof the program counts whose address it is', () => {
  const text = 'p71\ncpostgres\nf5\nn127.0.0.2:8080\np4182\ncjava\nf12\nn[::1]:8080\nf13\nn*:8080\n';
  expect([
    listeners(socketsInLsof(text), v4),
    listeners(socketsInLsof('p1\ncx\nf1\nn10.0.0.1:8080\n'), v4),
    listeners(socketsInLsof(''), v6),
    socketsInLsof(text)[1]?.name,
  ]).toEqual([['4182'], [], [], 'java']);
});

test('of netstat those count that listen, in whatever language it says so', () => {
  const text = [
    'Aktive Verbindungen',
    '',
    '  Proto  Lokale Adresse         Remoteadresse          Status           PID',
    '  TCP    0.0.0.0:135            0.0.0.0:0              ABHÖREN          1044',
    '  TCP    127.0.0.1:8080         0.0.0.0:0              ABHÖREN          4182',
    '  TCP    127.0.0.1:8080         127.0.0.1:50211        HERGESTELLT      4182',
    '  TCP    127.0.0.1:18080        0.0.0.0:0              ABHÖREN          7',
    '  TCP    [::]:8080              [::]:0                 ABHÖREN          9',
  ].join('\r\n');
  const sockets = socketsInNetstat(text);
  expect([listeners(sockets, v4), listeners(sockets, v6)]).toEqual([['4182'], ['9']]);
});

test('a client is known by both ends of its connection, an IPv4 address also on a dual-stack socket', () => {
  const connection = {
    local: { address: '127.0.0.1', port: 54_321 },
    remote: { address: '127.0.0.1', port: 8080 },
  };
  const proc = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:D431 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 104 1 0 100 0 0 10 0
   1: 0100007F:D431 0100007F:1F91 06 00000000:00000000 00:00000000 00000000     0        0 0 1 0 100 0 0 10 0
   2: 0000000000000000FFFF00000100007F:D431 0000000000000000FFFF00000100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 301 1 0 100 0 0 10 0
`;
  const lsof = 'p71\nccurl\nf5\nn127.0.0.1:54321->127.0.0.1:8080\n';
  const netstat = '  TCP    127.0.0.1:54321        127.0.0.1:8080         ESTABLISHED      71\r\n';
  expect([socketsInProc(proc), socketsInLsof(lsof), socketsInNetstat(netstat)]).toEqual([
    [
      { ...connection, owner: '104' },
      { ...connection, owner: '301' },
    ],
    [{ ...connection, owner: '71', name: 'curl' }],
    [{ ...connection, owner: '71' }],
  ]);
});

test('tasklist names the programs, or says in words that there is none', () => {
  expect([
    namesInTasklist('"java.exe","4182","Console","1","123.456 K"\r\n"curl.exe","71","Console","1","1 K"\r\n'),
    namesInTasklist('INFORMATION: Es werden keine Aufgaben mit den angegebenen Kriterien ausgeführt.\r\n'),
  ]).toEqual([
    new Map([
      ['4182', 'java.exe'],
      ['71', 'curl.exe'],
    ]),
    new Map(),
  ]);
});
