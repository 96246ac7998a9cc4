/**
 * What is read of a node, be it JavaScript's, TypeScript's or Svelte's.
 * @typedef {object} Node
 * @property {string} type
 * @property {unknown} [parent]
 * @property {unknown} [value]
 * @property {unknown} [name]
 * @property {unknown} [key]
 * @property {unknown} [test]
 * @property {unknown} [callee]
 * @property {unknown} [object]
 * @property {unknown} [property]
 * @property {unknown} [operator]
 * @property {{ readonly value: { readonly cooked?: string | null | undefined } }[]} [quasis]
 */

/** Attributes and properties whose value is shown or read out. */
const shown = new Set([
  'alt',
  'aria-label',
  'description',
  'help',
  'hint',
  'label',
  'listLabel',
  'note',
  'placeholder',
  'text',
  'title',
  'word',
  'words',
]);

/** What is called the same in every language. */
const names = /\b(?:Portolan|Kube Forwarder|HTTP|CONNECT|Basic|Bearer)\b/g;
/** A command, an address or a line of a file, and a message's id. `…` is what a template literal fills in. */
const code = /^[…\p{Ll}].*(?:[/:=_]\S|\d\p{L}|\p{L}\d| --?\p{L})|^\p{Ll}\w*(?:\.\w+)+$/su;
/** Two words that follow each other, as in a sentence or a part of one. */
const pair = /(?<![\p{L}\d])\p{L}+,? (?:\p{L}{2,}|\p{Ll})/u;
const beginning = /^[\s"“'(&]*\p{Lu}/u;
const end = /[\p{L}\d…][")”]*[.?!…]\s*$/u;
/** `Open …` */
const caption = /^\p{Lu}\p{Ll}+[\p{L}\d: ]* …/u;

/**
 * Words that a person may read stand in `src-main/shared/language`, in every language; elsewhere they are said by
 * their id. This finds those that stand elsewhere: all that is in the places of a page for words, and in scripts what
 * reads as a sentence or, with `parts`, as a part of one. Messages for the log and of our own faults stay English.
 * @type {import('eslint').Rule.RuleModule}
 */
export const saidRule = {
  meta: {
    type: 'problem',
    schema: [{ enum: ['parts'] }],
    messages: { unsaid: '"{{text}}" is in one language only: let it be said by an id of shared/language.' },
  },
  create(context) {
    const parts = context.options.includes('parts');

    /**
     * @param {Node} node
     * @param {string} text
     */
    const report = (node, text) => {
      const data = { text: text.replace(/\s+/g, ' ').trim() };
      context.report({ node: /** @type {never} */ (node), messageId: 'unsaid', data });
    };
    /** @param {Node} node */
    const checkScript = (node) => {
      const text = textOf(node);
      if (!hasWords(text)) return;
      const isSentence = pair.test(text) && (parts || beginning.test(text) || end.test(text));
      if (isShown(node) || ((isSentence || caption.test(text)) && !isForNobody(node))) report(node, text);
    };
    return {
      Literal: checkScript,
      TemplateLiteral: checkScript,
      /** @param {Node} node */
      SvelteText(node) {
        if (parentOf(node).type !== 'SvelteStyleElement' && hasWords(textOf(node)))
          report(node, textOf(node));
      },
      /** @param {Node} node */
      SvelteLiteral(node) {
        if (shown.has(nameOf(parentOf(node).key)) && hasWords(textOf(node))) report(node, textOf(node));
      },
    };
  },
};

/**
 * A literal's text; empty for numbers and the like.
 * @param {Node} node
 */
function textOf({ quasis, value }) {
  if (quasis !== undefined) return quasis.map((quasi) => quasi.value.cooked).join('…');
  return typeof value === 'string' ? value : '';
}

/** @param {string} text */
function hasWords(text) {
  if (!/\p{L}/u.test(text.replace(names, ''))) return false;
  return end.test(text) || !code.test(text);
}

/**
 * True for what stands in one of a page's places for words, alone or as one of several choices.
 * @param {Node} node
 * @returns {boolean}
 */
function isShown(node) {
  const parent = parentOf(node);
  const place = parentOf(parent);
  switch (parent.type) {
    case 'ConditionalExpression':
      return parent.test !== node && isShown(parent);
    case 'LogicalExpression':
    case 'TemplateLiteral':
      return isShown(parent);
    case 'Property':
      return parent.value === node && shown.has(nameOf(parent.key));
    case 'SvelteMustacheTag':
      return place.type === 'SvelteAttribute'
        ? shown.has(nameOf(place.key))
        : place.type !== 'SvelteStyleDirective';
    default:
      return false;
  }
}

/**
 * True within what only a developer or a program reads.
 * @param {Node} node
 * @returns {boolean}
 */
function isForNobody(node) {
  const parent = parentOf(node);
  switch (parent.type) {
    case 'Program':
      return false;
    case 'BinaryExpression':
      if (/^[!=]==$/.test(String(parent.operator))) return true;
      break;
    case 'SwitchCase':
      if (parent.test === node) return true;
      break;
    case 'Property':
      if (nameOf(parent.key) === 'detail') return true;
      break;
    case 'NewExpression':
      if (/^(?:Range|Type)?Error$/.test(nameOf(parent.callee))) return true;
      break;
    case 'CallExpression':
      if (parent.callee !== node && isForPrograms(nodeOf(parent.callee))) return true;
  }
  return isForNobody(parent);
}

/**
 * True for what writes to the log, describes a file's schema, compares, or looks for elements.
 * @param {Node} callee
 */
function isForPrograms(callee) {
  const name = nameOf(callee.property ?? callee);
  if (/^(?:debug|info|warn|error)$/.test(name)) return /log$/i.test(nameOf(callee.object));
  return /^(?:log|describe|includes|startsWith|endsWith|matches|closest|querySelector(?:All)?)$/.test(name);
}

/**
 * The name that an identifier, a quoted key, an access to a property or an attribute stands for.
 * @param {unknown} value
 * @returns {string}
 */
function nameOf(value) {
  const { name, value: text, property } = nodeOf(value);
  if (property !== undefined) return nameOf(property);
  const found = name ?? text;
  return typeof found === 'string' ? found : '';
}

/** @param {Node} node */
function parentOf(node) {
  return nodeOf(node.parent);
}

/**
 * @param {unknown} value
 * @returns {Node}
 */
function nodeOf(value) {
  return /** @type {Node} */ (value ?? { type: 'Program' });
}
