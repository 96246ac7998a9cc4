import { expect, test } from 'vitest';
import { goesOn } from '../../../src-main/app/first-close.ts';
import { languages } from '../../../src-main/shared/language/language.ts';
import { say } from '../../../src-main/shared/language/message.ts';

test.each(languages)(
  'no tray is promised where there may be none, but the way back is told: %s',
  (language) => {
    const said = (platform: NodeJS.Platform) => {
      const { title, body } = goesOn(platform);
      return [title, body].map((words) => say(language, words));
    };
    const tray = /tray|托盘|トレイ/;
    const [[title = '', body = ''], elsewhere] = [said('linux'), said('darwin')];
    expect([tray.test(title), tray.test(elsewhere[0] ?? '')]).toEqual([false, true]);
    expect(body).toMatch(/once more|再次启动|もう一度起動/);
    expect(elsewhere).toEqual(said('win32'));
  },
);
