const heading = '## Soak';

const description =
  '`npm run soak` puts forwards to a service, a deployment, a stateful set and a single pod under the load of many clients, while pods are replaced and the API server is killed: every byte is compared, and whatever breaks without such a fault as its cause is a failure.';

/** The section about a soak. */
export function soakSection(environment: string, report: string): string {
  return [heading, description, environment, report].join('\n\n');
}

/** The document with that section in the place of an earlier one, or at its end; all else stays. */
export function withSoak(before: string, section: string): string {
  const parts = before.split(/^(?=## )/m).map((part) => part.trim());
  const isSoak = (part: string) => part.startsWith(`${heading}\n`);
  const whole = parts.some(isSoak)
    ? parts.map((part) => (isSoak(part) ? section.trim() : part))
    : [...parts, section.trim()];
  return `${whole.filter((part) => part !== '').join('\n\n')}\n`;
}
