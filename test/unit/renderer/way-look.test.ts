import { expect, test } from 'vitest';
import { message } from '../../../src-main/shared/language/message.ts';
import type { ProbeResult } from '../../../src-main/shared/probe.ts';
import type { RouteState } from '../../../src-main/shared/route.ts';
import { probedLook, probeNotes } from '../../../src-renderer/text/way-look.ts';

const open: RouteState = { state: 'open' };
const inside: RouteState = { state: 'inside', why: message('ways.clusterIpInside') };
const reachable: ProbeResult = { result: 'reachable', milliseconds: 2, status: 200, certificate: null };
const refused: ProbeResult = { result: 'refused' };
const timedOut: ProbeResult = { result: 'timedOut' };
const unresolved = {
  result: 'nameUnresolved',
  late: false,
  name: 'shop.example.com',
  use: null,
} as const;
const untried: ProbeResult = { result: 'notProbed', why: 'tooMany' };

test.each<[string, RouteState, readonly ProbeResult[], string | null]>([
  ['one that answers', open, [reachable], 'disc ok: Answers in 2 ms'],
  ['one that is refused', open, [refused], 'triangle bad: Refused'],
  [
    'the one that tells most of several that fail',
    open,
    [timedOut, refused, unresolved],
    'diamond warn: Name does not resolve',
  ],
  [
    'that a name was only not known in time',
    open,
    [{ ...unresolved, late: true }],
    'diamond warn: Name not known in time',
  ],
  ['how many of several answer', open, [refused, reachable, timedOut], 'diamond warn: 1 of 3 answer'],
  ['all of several that answer', open, [reachable, reachable, untried], 'disc ok: Answers in 2 ms'],
  ['nothing of what was not tried', open, [untried], null],
  ['nothing where the cluster has said that it cannot work', inside, [timedOut], null],
  ['an answer even where the cluster speaks against it', inside, [reachable], 'disc ok: Answers in 2 ms'],
])('of the results is told %s', (_, state, results, told) => {
  const look = probedLook(state, results);
  expect(look && `${look.shape} ${look.tone}: ${look.word}`).toBe(told);
});

test('what came of it is said once for each result, and nothing of what answers', () => {
  expect(probeNotes([reachable, refused, refused])).toEqual([
    'Nothing listens there: the connection was refused.',
  ]);
});
