import { expect, it } from 'vitest';
import { backText, listeningText, movedText, Timeline } from '../../../src-main/engine/forwards/timeline.ts';
import { message, say } from '../../../src-main/shared/language/message.ts';
import type { TimelineEntry } from '../../../src-main/shared/timeline.ts';

const http = {
  remote: 'http',
  endpoints: [
    { address: '127.0.0.1', port: 8080 },
    { address: '::1', port: 8080 },
  ],
};

const web = { namespace: 'shop', name: 'web-8kd', uid: '1', node: null };
const reset = message('verbatim', { text: 'The pod reset it.' });
const connected = message('timeline.connected', { pods: 'web-1' });

it('the sentences are whole', () => {
  const lines = [
    listeningText([http]),
    listeningText([
      http,
      { ...http, remote: 9090, endpoints: http.endpoints.map((each) => ({ ...each, port: 9090 })) },
    ]),
    listeningText([http, { remote: 9090, endpoints: [{ address: '0.0.0.0', port: 9090 }] }]),
    movedText(8079, http),
    backText([web], { lostMs: 1_449, held: 3, lost: 0 }),
    backText([web], { lostMs: 12_000, held: 1, lost: 1 }),
    backText([web], { lostMs: 90, held: 0, lost: 2 }),
    backText([web], { lostMs: 3_723_400, held: 0, lost: 0 }),
  ];
  expect(lines.map((line) => say('en', line))).toEqual([
    'Listening on 127.0.0.1 and ::1, port 8080.',
    'Listening on 127.0.0.1 and ::1, ports 8080 and 9090.',
    'Listening on 127.0.0.1 and ::1, port 8080; 0.0.0.0, port 9090.',
    'Port 8079 is used by another program now, so 127.0.0.1:8080 was chosen instead.',
    'Back on web-8kd after 1.4 seconds; 3 connections were held, none lost.',
    'Back on web-8kd after 12.0 seconds; 1 connection was held, 1 lost.',
    'Back on web-8kd after 0.1 seconds.',
    'Back on web-8kd after 3,723.4 seconds.',
  ]);
});

it('a timeline keeps the newest 200, numbers all, and tells what repeats once', () => {
  const told: TimelineEntry[] = [];
  const timeline = new Timeline(
    () => 7,
    (entry) => told.push(entry),
  );
  for (let count = 0; count < 3; count++) timeline.addOnce('connectionFailed', reset);
  timeline.add('podReady', connected);
  timeline.addOnce('connectionFailed', reset);
  const first = told.map(({ seq, words }) => [seq, say('en', words)]);
  for (let count = 0; count < 200; count++)
    timeline.add('changed', message('verbatim', { text: String(count) }));
  expect([first, timeline.entries.length, timeline.entries[0], timeline.entries.at(-1)?.seq]).toEqual([
    [
      [1, 'The pod reset it.'],
      [2, 'Connected to web-1.'],
      [3, 'The pod reset it.'],
    ],
    200,
    { seq: 4, at: 7, kind: 'changed', words: message('verbatim', { text: '0' }), problem: null },
    203,
  ]);
});
