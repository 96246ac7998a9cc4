import { describe, expect, it } from 'vitest';
import { en as english } from '../../../src-main/shared/language/en/en.ts';
import { ja as japanese } from '../../../src-main/shared/language/ja/ja.ts';
import { chooseLanguage, languages, regionalLocale } from '../../../src-main/shared/language/language.ts';
import { Message, message, say } from '../../../src-main/shared/language/message.ts';
import { zh as chinese } from '../../../src-main/shared/language/zh/zh.ts';

const [en, ja, zh] = [english(), japanese(), chinese()];

it.each([
  ['en', ['de-DE', 'en-GB', 'en-US'], 'en-GB'],
  ['en', ['de-DE'], 'en-u-hc-h23'],
  ['en', ['de', 'ja-JP'], 'en-u-hc-h23'],
  ['en', ['hi-IN'], 'en-u-hc-h12'],
  ['en', ['C.UTF-8'], 'en'],
  ['en', [], 'en'],
  ['ja', ['en-US'], 'ja'],
  ['ja', ['en-GB', 'ja-JP'], 'ja-JP'],
  ['zh-CN', ['zh-TW', 'zh-Hans-SG'], 'zh-Hans-SG'],
] as const)('numbers and dates of %s among %j are written as in %s', (language, preferred, locale) => {
  expect(regionalLocale(language, preferred)).toBe(locale);
});

describe('chooseLanguage', () => {
  it.each([
    [['zh'], 'zh-CN'],
    [['zh-CN'], 'zh-CN'],
    [['zh-Hans-SG'], 'zh-CN'],
    [['zh-TW'], 'en'],
    [['zh-Hant'], 'en'],
    [['zh-TW', 'ja'], 'ja'],
    [['ja-JP'], 'ja'],
    [['en-GB', 'ja'], 'en'],
    [['de', 'ja'], 'ja'],
    [['C.UTF-8'], 'en'],
    [['C.UTF-8', 'zh-CN'], 'zh-CN'],
    [[], 'en'],
  ] as const)('of %j takes %s', (preferred, language) => {
    expect(chooseLanguage(preferred)).toBe(language);
  });
});

describe('say', () => {
  const inAll = (words: Message) => languages.map((language) => say(language, words));

  it('says a message without gaps', () => {
    expect(inAll(message('timeline.stopped'))).toEqual(['Stopped.', '已停止。', '停止しました。']);
  });

  it('says a message within a message in the same language', () => {
    expect(inAll(message('hold.expired', { seconds: 0.5, reason: message('hold.noAnswerYet') }))).toEqual([
      'No pod was ready within 0.5 seconds, so the connection was closed. The cluster has not answered yet.',
      '0.5 秒内没有 Pod 就绪，连接已关闭。集群尚未响应。',
      '0.5 秒以内に準備完了の Pod がなかったため、接続を閉じました。クラスターからまだ応答がありません。',
    ]);
  });

  it('says lists of names and of messages', () => {
    const local = message('timeline.place', { addresses: ['127.0.0.1', '::1'], ports: ['8080', '9090'] });
    const lan = message('timeline.place', { addresses: ['10.0.0.2'], ports: ['80'] });
    expect(inAll(message('timeline.listening', { places: [local, lan] }))).toEqual([
      'Listening on 127.0.0.1 and ::1, ports 8080 and 9090; 10.0.0.2, port 80.',
      '正在监听 127.0.0.1 和 ::1，端口 8080 和 9090；10.0.0.2，端口 80。',
      '127.0.0.1、::1 (ポート 8080、9090)、10.0.0.2 (ポート 80) で待ち受けています。',
    ]);
  });

  it('parts the thousands of a count, never those of a port', () => {
    expect([
      ...inAll(message('timeline.leaving', { pod: 'web-1', open: 1_200 })),
      ...inAll(message('forward.localPortTwice', { port: 65535 })),
    ]).toEqual([
      ...Array.from(languages, () => expect.stringContaining('1,200') as string),
      ...Array.from(languages, () => expect.stringContaining('65535') as string),
    ]);
  });
});

it.each([
  ['zh-CN', zh],
  ['ja', ja],
])('%s leaves no message empty and adds none', (_language, words) => {
  expect(Object.keys(words).toSorted()).toEqual(Object.keys(en).toSorted());
  expect(Object.entries(words).filter(([, said]) => said === '')).toEqual([]);
});

it('a message survives the way to the window, and an unknown one is refused there', () => {
  const words = message('hold.expired', { seconds: 1, reason: message('hold.noAnswerYet') });
  expect(Message.parse(JSON.parse(JSON.stringify(words)))).toEqual(words);
  expect([{ id: 'no.such' }, { id: 'timeline.stopped', values: { at: {} } }].map(isMessage)).toEqual([
    false,
    false,
  ]);
});

it('the compiler refuses a message whose gaps are not filled as its words need it', () => {
  const wrong = () => [
    // @ts-expect-error there is no such message
    message('no.such'),
    // @ts-expect-error it has no gaps
    message('timeline.stopped', { pod: 'web-1' }),
    // @ts-expect-error its gaps are not filled
    message('timeline.leaving'),
    // @ts-expect-error one gap is not filled
    message('timeline.leaving', { pod: 'web-1' }),
    // @ts-expect-error it has no such gap
    message('timeline.connected', { pods: 'web-1', pod: 'web-1' }),
    // @ts-expect-error the number is a text
    message('timeline.leaving', { pod: 'web-1', open: '2' }),
    // @ts-expect-error a number cannot be a message
    message('timeline.leaving', { pod: 'web-1', open: message('timeline.stopped') }),
    // @ts-expect-error the list is one name
    message('timeline.podNames', { names: 'web-1' }),
  ];
  expect(wrong).toBeTypeOf('function');
});

function isMessage(value: unknown): boolean {
  return Message.safeParse(value).success;
}
