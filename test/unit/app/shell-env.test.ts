import { describe, expect, it } from 'vitest';
import {
  askLoginShell,
  mergeShellEnv,
  parseShellEnv,
  shellEnv,
  startedFromDesktop,
} from '../../../src-main/app/shell-env.ts';
import { program } from '../../support/program.ts';

describe('where the app was started', () => {
  it.each<[NodeJS.Platform, string | undefined, boolean]>([
    ['darwin', undefined, true],
    ['linux', undefined, true],
    ['linux', 'xterm-256color', false],
    ['win32', undefined, false],
  ])('%s with TERM=%s: from the desktop is %s', (platform, term, expected) => {
    expect(startedFromDesktop({ TERM: term }, platform)).toBe(expected);
  });

  it('leaves the environment of a terminal alone', async () => {
    const env = { TERM: 'xterm', SHELL: '/does/not/exist', PATH: '/bin' };
    expect(await shellEnv(env, 'linux')).toBe(env);
  });
});

describe('what the login shell says', () => {
  it('is read between the marks, whatever its start files print', async () => {
    const path = await program(
      'echo welcome\nexport PATH=/opt/tools:$PATH\nexport KUBECONFIG=/k\neval "$2"\necho bye',
    );
    expect(await askLoginShell({ SHELL: path, PATH: '/usr/bin:/bin' }, 5_000)).toMatchObject({
      PATH: '/opt/tools:/usr/bin:/bin',
      KUBECONFIG: '/k',
    });
  });

  it('is nothing where the shell asks a question and never ends', async () => {
    const path = await program('sleep 600');
    expect(await askLoginShell({ SHELL: path }, 50)).toEqual({});
  });

  it('is nothing where there is no such shell', async () => {
    expect(await askLoginShell({ SHELL: '/does/not/exist' }, 5_000)).toEqual({});
  });

  it('keeps only lines that are variables', () => {
    const output = 'x=1\n--portolan-env--\nA=b=c\nBASH_FUNC_f%%=() {  :\n}\nE=\n--portolan-env--\ny=2';
    expect(parseShellEnv(output)).toEqual({ A: 'b=c', E: '' });
  });

  it('gives the path and fills gaps, and overrides nothing else', () => {
    expect(
      mergeShellEnv({ PATH: '/bin', LANG: 'de' }, { PATH: '/opt:/bin', LANG: 'en', AWS_PROFILE: 'dev' }),
    ).toEqual({
      PATH: '/opt:/bin',
      LANG: 'de',
      AWS_PROFILE: 'dev',
    });
  });
});
