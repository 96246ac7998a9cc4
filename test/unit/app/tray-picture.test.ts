import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TrayForward } from '../../../src-main/app/tray-forward.ts';
import { trayPicture, trayPictureFile } from '../../../src-main/app/tray-picture.ts';
import { newProblem, type Problem } from '../../../src-main/shared/problem.ts';
import type { SessionState } from '../../../src-main/shared/session.ts';
import { activeOn, savedForward } from './app-forwards.ts';

const own = savedForward('web', ['8080:http']);
const open = savedForward('search', ['9200'], ['0.0.0.0']);
const login = newProblem('unauthorized', 'The login has expired.');
const noPod = newProblem('noReadyPod', 'No pod is ready.');
const { bound } = activeOn(own, 8080);

const each = (forward: TrayForward['forward'], state: SessionState): TrayForward => ({
  forward,
  state,
  held: 0,
  production: false,
});
const waiting = (problem: Problem): SessionState => ({
  phase: 'waiting',
  bound,
  attempt: 1,
  problem,
  retryAt: null,
});

test.each([
  ['nothing is saved', [], [], 'calm'],
  ['one is active', [each(own, activeOn(own, 8080))], [], 'calm'],
  ['one waits for a pod', [each(own, waiting(noPod))], [], 'calm'],
  ['one that others could reach is stopped', [each(open, { phase: 'stopped' })], [], 'calm'],
  [
    'others can reach one',
    [each(own, { phase: 'stopped' }), each(open, activeOn(open, 9200))],
    [],
    'exposed',
  ],
  ['one waits for a login', [each(own, waiting(login))], [], 'asking'],
  ['one failed', [each(own, { phase: 'failed', problem: noPod })], [], 'asking'],
  ['a cluster needs a login', [each(own, activeOn(own, 8080))], ['dev'], 'asking'],
  [
    'others can reach one, and one failed',
    [each(open, activeOn(open, 9200)), each(own, { phase: 'failed', problem: noPod })],
    [],
    'asking',
  ],
] as const)('where %s, the icon says so', (_, forwards, logins, picture) => {
  expect(trayPicture(forwards, logins)).toBe(picture);
});

test.each(['linux', 'win32', 'darwin'] as const)(
  'each picture is there in both sizes, and no other looks so: %s',
  async (platform) => {
    const folder = join(import.meta.dirname, '../../../assets/tray');
    const files = (['calm', 'exposed', 'asking'] as const).map((picture) =>
      trayPictureFile(picture, platform),
    );
    const images = await Promise.all(
      files
        .flatMap((file) => [file, file.replace('.png', '@2x.png')])
        .map((name) => readFile(join(folder, name))),
    );
    // PNG: the width stands at the beginning of the first chunk.
    expect(images.map((image) => image.readUInt32BE(16))).toEqual([16, 32, 16, 32, 16, 32]);
    expect(new Set(images.map((image) => image.toString('base64'))).size).toBe(6);
    expect(files.every((file) => file.endsWith('Template.png'))).toBe(platform === 'darwin');
  },
);
