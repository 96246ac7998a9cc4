import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { en as english } from '../../../src-main/shared/language/en/en.ts';
import { ja as japanese } from '../../../src-main/shared/language/ja/ja.ts';
import { zh as chinese } from '../../../src-main/shared/language/zh/zh.ts';

const [en, ja, zh] = [english(), japanese(), chinese()];

type Entry = string | ((values: never) => string);

/** What is called the same in every language. */
const names =
  /\b(?:Pod|Service|LAN|[Kk]ubeconfig|Gateway|HTTPProxy|Ingress|IngressRoute|VirtualServer|VirtualService)\b/g;
/** Names put together, and faults whose English is another program's sentence. */
const others = /^cluster\.object$|^import\.fault/;

const ids = Object.keys(en) as (keyof typeof en)[];
const ours = ids.filter((id) => !others.test(id));
const root = join(import.meta.dirname, '../../..');
const files = import.meta.glob<Record<string, unknown>>('../../../src-main/shared/language/{en,ja,zh}/*.ts', {
  eager: true,
});

it('every sentence is said somewhere', () => {
  const text = globSync('{src-main,src-renderer}/**/*.{ts,svelte}', { cwd: root })
    .filter((file) => !file.startsWith(join('src-main', 'shared', 'language')))
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
  const quoted = new Set([...text.matchAll(/(['"`])([a-z][\w.]*)\1/gi)].map(([, , literal]) => literal));
  // `reason.${code}` may be any reason.
  const prefixes = [...text.matchAll(/`([a-z]\w*\.[\w.]*)\$\{/gi)].map(([, prefix = '']) => prefix);
  const unsaid = ids.filter((id) => !quoted.has(id) && !prefixes.some((prefix) => id.startsWith(prefix)));
  expect(unsaid).toEqual([]);
});

it.each(Object.entries({ en, ja, zh }))('%s defines each sentence once', (folder, catalogue) => {
  const defined = Object.entries(files)
    .filter(([path]) => path.includes(`/${folder}/`) && !path.endsWith(`/${folder}.ts`))
    .flatMap(([, file]) => Object.values(file))
    .filter((words) => typeof words === 'object' && words !== null)
    .flatMap((words) => Object.keys(words));
  // A difference is one that is there twice, or in a file that no index names.
  expect(defined.sort()).toEqual(Object.keys(catalogue).sort());
});

describe.each(Object.entries({ ja, zh }))('%s', (_, catalogue: Record<string, Entry>) => {
  it('fills the gaps that English fills', () => {
    const different = ours.filter((id) => !isDeepStrictEqual(read(catalogue[id]).gaps, read(en[id]).gaps));
    expect(different).toEqual([]);
  });

  it('is no English', () => {
    const same = ours.filter((id) => read(catalogue[id]).text === read(en[id]).text);
    expect(same.filter((id) => /\p{L}/u.test(read(en[id]).text.replace(names, '')))).toEqual([]);
  });
});

/** What an entry says about values without letters, and the names of those it reads. */
function read(entry: Entry | undefined): { readonly text: string; readonly gaps: readonly string[] } {
  if (typeof entry !== 'function') return { text: entry ?? '', gaps: [] };
  const gaps = new Set<string>();
  const values = new Proxy(
    {},
    {
      get(_, name) {
        gaps.add(String(name));
        return anyValue();
      },
    },
  );
  return { text: entry(values as never), gaps: [...gaps].sort() };
}

/** A text, a number and a list in one, since only the compiler knows which of them an entry takes. */
function anyValue(): unknown {
  const number = 12;
  return new Proxy(['1', '2'], {
    get(list, key) {
      if (key === Symbol.toPrimitive) return (hint: string) => (hint === 'number' ? number : String(number));
      const kinds = [list, Object(String(number)) as object, Object(number) as object];
      const owner = kinds.find((kind) => key in kind) ?? list;
      const member: unknown = Reflect.get(owner, key);
      return typeof member === 'function' ? (member.bind(owner) as unknown) : member;
    },
  });
}
