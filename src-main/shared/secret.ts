import { z } from 'zod';

const SecretName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/);
const SecretKey = z
  .string()
  .max(253)
  .regex(/^[-._a-zA-Z0-9]+$/);

/** Where user and password of a forward stand: the name of a Secret of its namespace, and keys. Never a value. */
export const SecretLink = z.object({
  name: SecretName,
  /** Null where there is no user, as for most of Redis. */
  userKey: SecretKey.nullable(),
  passwordKey: SecretKey,
});
export type SecretLink = z.infer<typeof SecretLink>;

/** `orders-db: username, password`. */
export function formatSecretLink({ name, userKey, passwordKey }: SecretLink): string {
  return `${name}: ${[userKey, passwordKey].filter((key) => key !== null).join(', ')}`;
}

/** What a connection string gets; the texts of a Secret. */
export interface Credentials {
  readonly user: string | null;
  readonly password: string;
}

/** A URL of scheme and authority alone, into which user and password can be put. */
export const BareUrl = z
  .string()
  .max(300)
  .regex(/^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s]+$/);

/** What became of a secret on the clipboard; `until` is in milliseconds since the epoch. */
export const SecretOnClipboard = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('held'), until: z.number() }),
  z.object({ phase: z.literal('cleared') }),
  /** Something else was copied meanwhile, and stays. */
  z.object({ phase: z.literal('replaced') }),
]);
export type SecretOnClipboard = z.infer<typeof SecretOnClipboard>;

/** As charts and operators name them: Bitnami, Zalando, CrunchyData, the images of Docker's library. */
const passwordKeys = [
  /^password$/,
  /^(postgres|mysql|redis|mongodb|rabbitmq)[-_.]?password$/,
  /password$/,
  /^pass$/,
];
const userKeys = [
  /^user(name)?$/,
  /^(postgres|mysql|redis|mongodb|rabbitmq)[-_.]?user(name)?$/,
  /user(name)?$/,
];

/** Which keys of a Secret are probably user and password; null for none. */
export function guessKeys(keys: readonly string[]): { userKey: string | null; passwordKey: string | null } {
  return { userKey: firstMatch(userKeys, keys), passwordKey: firstMatch(passwordKeys, keys) };
}

function firstMatch(patterns: readonly RegExp[], keys: readonly string[]): string | null {
  for (const pattern of patterns) {
    const match = keys.find((key) => pattern.test(key.toLowerCase()));
    if (match !== undefined) return match;
  }
  return null;
}

/** `scheme://user:password@host:port`, with both percent-encoded (RFC 3986, 3.2.1). */
export function withCredentials(url: string, { user, password }: Credentials): string {
  return url.replace('://', () => `://${encode(user ?? '')}:${encode(password)}@`);
}

/** Some programs read the marks that `encodeURIComponent` leaves as delimiters. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
