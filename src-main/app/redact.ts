const hidden = '[hidden]';

/** What must never reach a log, however it got into a message. Each leaves the word before the secret in place. */
const secrets: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/-----BEGIN [^-]+-----[\s\S]*?(-----END [^-]+-----|$)/g, hidden],
  [/\b(authorization["']?\s*[:=]\s*["']?)(?:(bearer|basic|negotiate)\s+)?[^\s"',;]+/gi, `$1${hidden}`],
  [/\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${hidden}`],
  [/\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*)?/g, hidden],
  [
    /\b((?:access[-_]?|id[-_]?|refresh[-_]?|auth[-_]?)?token|password|passwd|client[-_]?secret|client[-_]key[-_]data|secret)(["']?\s*[:=]\s*["']?)[^\s"',;&}]+/gi,
    `$1$2${hidden}`,
  ],
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, `$1${hidden}@`],
];

/** The text with tokens, passwords and keys taken out. */
export function redact(text: string): string {
  return secrets.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);
}
