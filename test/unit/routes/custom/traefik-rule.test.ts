import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTraefikRule, type RuleMatch } from '../../../../src-main/engine/routes/custom/traefik-rule.ts';

/** `HOST/PATH`, with `*` for every host, `/…/` around what is a regular expression, and `+` where there is more. */
function written({ host, path, hasMore, hasUnknown }: RuleMatch): string {
  const text = (part: RuleMatch['host']) => (part?.isPattern === true ? `/${part.text}/` : part?.text);
  return `${text(host) ?? '*'} ${text(path) ?? ''}${hasMore ? '+' : ''}${hasUnknown ? '?' : ''}`;
}

const read = (rule: string) => readTraefikRule(rule)?.map(written) ?? null;

describe('a rule of Traefik', () => {
  it.each([
    ['Host(`shop.example.com`)', ['shop.example.com ']],
    ['Host(`a.example.com`) && PathPrefix(`/shop`)', ['a.example.com /shop']],
    ['Host(`a`, `b`) && Path("/x")', ['a /x', 'b /x']],
    ['Host(`a`) || Host(`b`) && Path(`/x`)', ['a ', 'b /x']],
    ['(Host(`a`) || Host(`b`)) && (Path(`/x`) || Path(`/y`))', ['a /x', 'a /y', 'b /x', 'b /y']],
    ['PathPrefix(`/`)', ['* /']],
    ['HostRegexp(`^.+\\.example\\.com$`)', ['/^.+\\.example\\.com$/ ']],
    ['HostRegexp(`{sub:[a-z]+}.example.com`)', ['/{sub:[a-z]+}.example.com/ ']],
    ['Path(`/items/{id:[0-9]+}`)', ['* //items/{id:[0-9]+}/']],
    ['PathRegexp(`^/v[12]`)', ['* /^/v[12]/']],
    ['Host(`a`) && Header(`X-Test`, `yes`)', ['a +']],
    ['Host(`a`) && !PathPrefix(`/admin`)', ['a +']],
    ['Host(`a`) && Host(`b`)', ['a +']],
    ['host(`a`)&&METHOD(`GET`)', ['a +']],
    ['  Host( `a` , `b` )  ', ['a ', 'b ']],
    ['HostSNI(`*`)', ['* ']],
    ['HostSNI(`db.example.com`) && ClientIP(`10.0.0.0/8`)', ['db.example.com +']],
    ['Host(`a`) && Moon(`full`)', ['a ?']],
    ['Host(`a`) && constructor(`x`)', ['a ?']],
    // Not (A or B) is neither of them, not (A and B) is without one of them.
    ['!(Host(`a`) || Path(`/x`))', ['* +']],
    ['!(Host(`a`) && Path(`/x`))', ['* +', '* +']],
    ['!!Host(`a`)', ['a ']],
  ])('%s', (rule, matches) => {
    expect(read(rule)).toEqual(matches);
  });

  it.each([
    ['nothing', ''],
    ['a name', 'Host'],
    ['no value', 'Host()'],
    ['an empty value', 'Host(``)'],
    ['an open matcher', 'Host(`a`'],
    ['a parenthesis too many', 'Host(`a`))'],
    ['an open end', 'Host(`a`) &&'],
    ['no operator', 'Host(`a`) Host(`b`)'],
    ['half an operator', 'Host(`a`) & Host(`b`)'],
    ['an open beginning', '&& Host(`a`)'],
    ['a value without quotes', 'Host(a)'],
    ['an open parenthesis', '(((Host(`a`))'],
    ['too much text', `${'('.repeat(100_000)}Host(\`a\`)`],
    ['too many negations', `${'!'.repeat(1000)}Host(\`a\`)`],
    ['too deep parentheses', `${'('.repeat(1000)}Host(\`a\`)${')'.repeat(1000)}`],
    ['a million alternatives', Array(20).fill('(Host(`a`) || Host(`b`))').join(' && ')],
    ['too long a list of alternatives', Array(500).fill('Host(`a`)').join(' || ')],
  ])('is not understood as %s', (_what, rule) => {
    expect(read(rule)).toBeNull();
  });

  it('is read to its end whatever it is', () => {
    const token = fc.constantFrom(
      'Host(',
      '`a`',
      ')',
      '(',
      '&&',
      '||',
      '!',
      ' ',
      ',',
      '"',
      'Path(`/`)',
      '\u0000',
      '{',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 60 }), (tokens) => {
        const matches = readTraefikRule(tokens.join(''));
        return matches === null || (matches.length > 0 && matches.length <= 100);
      }),
    );
  });
});
