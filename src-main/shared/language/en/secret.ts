import { count } from './grammar.ts';

/** A forward's user and password in a Secret of the cluster, and their way over the clipboard. */
export const secret = {
  'secret.link': 'Link a Secret…',
  'secret.change': 'Change the linked Secret',
  'secret.linked': ({ secret, keys }: { secret: string; keys: readonly string[] }) =>
    `Secret ${secret}: ${keys.join(', ')}`,
  'secret.title': ({ label }: { label: string }) => `Secret of ${label}`,
  'secret.description':
    'Its name and keys are saved. It is read when you choose it or go on to its keys, and when you copy; its values are kept nowhere.',
  'secret.name': 'Name of the Secret',
  'secret.userKey': 'Username key',
  'secret.noUser': 'no username',
  'secret.passwordKey': 'Password key',
  'secret.typed': 'Type the name and the keys; they are tried when you copy.',
  'secret.unlink': 'Unlink',
  'secret.unusable':
    'A name has small letters, digits, “-” and “.”; a key letters, digits, “-”, “_” and “.”.',
  'secret.copyPassword': 'Copy password',
  'secret.copyUrl': 'Copy URL with password',
  'secret.held': ({ seconds }: { seconds: number }) => `Leaves the clipboard in ${count(seconds, 'second')}`,
  'secret.copied': 'Copied. It leaves the clipboard in 30 seconds.',
  'secret.cleared': 'The secret has left the clipboard.',
  'secret.replaced': 'Something else is on the clipboard now. It stays there.',

  'secret.noKey': ({ secret, key }: { secret: string; key: string }) =>
    `The Secret “${secret}” has no key “${key}”. Choose another key.`,
  'secret.notLinked': 'No Secret is linked to this forward. Link one first.',
  'secret.notText': ({ secret, key }: { secret: string; key: string }) =>
    `“${key}” of the Secret “${secret}” holds bytes, not text. Choose another key.`,
  'secret.notThere': ({ secret }: { secret: string }) =>
    `What the server has under the name “${secret}” is not a Secret. Choose another one.`,
};
