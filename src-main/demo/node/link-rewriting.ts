/** The attributes of tags that hold links (apimachinery, `atomsToAttrs`), by the tag. */
const linkAttributes: Readonly<Record<string, readonly string[]>> = {
  a: ['href'],
  applet: ['codebase'],
  area: ['href'],
  audio: ['src'],
  base: ['href'],
  blockquote: ['cite'],
  body: ['background'],
  button: ['formaction'],
  command: ['icon'],
  del: ['cite'],
  embed: ['src'],
  form: ['action'],
  frame: ['longdesc', 'src'],
  head: ['profile'],
  html: ['manifest'],
  iframe: ['longdesc', 'src'],
  img: ['longdesc', 'src', 'usemap'],
  input: ['src', 'usemap', 'formaction'],
  ins: ['cite'],
  link: ['href'],
  object: ['classid', 'codebase', 'data', 'usemap'],
  q: ['cite'],
  script: ['src'],
  source: ['src'],
  video: ['poster', 'src'],
};

/** In which nothing is a tag but their own end. */
const rawText = new Set([
  'iframe',
  'noembed',
  'noframes',
  'noscript',
  'script',
  'style',
  'textarea',
  'title',
  'xmp',
]);

/** What a link is compared with and led to. */
export interface LinkBase {
  /** Put before every path of the same host; without a slash at its end. */
  readonly prefix: string;
  /** The endpoint's own host, and the one that the client asked for. */
  readonly endpoint: string;
  readonly asked: string;
}

/** A link that goes through the proxy, where it leads to the same host (apimachinery, `rewriteURL`). */
export function rewriteLink(link: string, { prefix, endpoint, asked }: LinkBase): string {
  const [, origin = '', host = '', path = '', rest = ''] =
    /^((?:[a-z][a-z\d+.-]*:)?(?:\/\/([^/?#]*))?)([^?#]*)(.*)$/is.exec(link) ?? [];
  const isElsewhere = host !== '' && host !== endpoint && host !== asked;
  if (isElsewhere || !path.startsWith('/')) return link;
  const kept = host === asked ? origin : '';
  if (path.startsWith(prefix)) return `${kept}${path}${rest}`;
  return `${kept}${prefix}${path.replaceAll(/\/{2,}/g, '/')}${rest}`;
}

/** A page whose tags are written anew, as by Go's tokenizer: in lower case, with every attribute in quotes. */
export function rewritePage(page: string, base: LinkBase): string {
  let written = '';
  let at = 0;
  for (;;) {
    const open = page.indexOf('<', at);
    if (open < 0) return written + page.slice(at);
    written += page.slice(at, open);
    const comment = page.startsWith('<!--', open) ? page.indexOf('-->', open + 4) : -1;
    const tag = readTag(page, open);
    if (tag === null) {
      at = comment < 0 ? open + 1 : comment + 3;
      written += page.slice(open, at);
      continue;
    }
    written += writeTag(tag, base);
    at = tag.end;
    if (!rawText.has(tag.name)) continue;
    const close = page.toLowerCase().indexOf(`</${tag.name}`, at);
    const end = close < 0 ? page.length : close;
    written += page.slice(at, end);
    at = end;
  }
}

interface Tag {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly isClosed: boolean;
  readonly end: number;
}

function readTag(page: string, at: number): Tag | null {
  const name = /<([a-z][^\s/>]*)/iy;
  name.lastIndex = at;
  const [begun = '', called = ''] = name.exec(page) ?? [];
  if (begun === '') return null;
  const attribute = /[\s/]*([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?/y;
  attribute.lastIndex = at + begun.length;
  const attributes: [string, string][] = [];
  let end = attribute.lastIndex;
  for (let found = attribute.exec(page); found; found = attribute.exec(page)) {
    const [, key = '', double, single, bare] = found;
    attributes.push([key.toLowerCase(), unescape(double ?? single ?? bare ?? '')]);
    end = attribute.lastIndex;
  }
  const close = page.indexOf('>', end);
  if (close < 0) return null;
  return {
    name: called.toLowerCase(),
    attributes,
    isClosed: page.slice(end, close).includes('/'),
    end: close + 1,
  };
}

function writeTag({ name, attributes, isClosed }: Tag, base: LinkBase): string {
  const links = linkAttributes[name] ?? [];
  const written = attributes.map(
    ([key, value]) => ` ${key}="${escape(links.includes(key) ? rewriteLink(value, base) : value)}"`,
  );
  return `<${name}${written.join('')}${isClosed ? '/' : ''}>`;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescape(text: string): string {
  return text.replaceAll(
    /&(?:#(\d+)|([a-z]+));/g,
    (whole, code: string | undefined, name: string | undefined) =>
      code === undefined ? (entities[name ?? ''] ?? whole) : String.fromCodePoint(Number(code)),
  );
}

function escape(text: string): string {
  const codes: Readonly<Record<string, string>> = {
    '&': 'amp',
    "'": '#39',
    '<': 'lt',
    '>': 'gt',
    '"': '#34',
  };
  return text.replaceAll(/[&'<>"]/g, (character) => `&${codes[character] ?? ''};`);
}
