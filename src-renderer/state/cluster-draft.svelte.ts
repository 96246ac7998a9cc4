import type { NewCluster } from '../../src-main/shared/api.ts';
import { message, type Message } from '../../src-main/shared/language/message.ts';
import type { Parsed } from './forward-draft.svelte.ts';

/** A cluster as it is being typed, in both ways to add one. */
export class ClusterDraft {
  way = $state<NewCluster['kind']>('kubeconfig');
  text = $state('');
  name = $state('');
  server = $state('');
  token = $state('');
  certificateAuthority = $state('');
  insecureSkipTlsVerify = $state(false);

  readonly parsedText = $derived<Parsed<string>>(
    this.text.trim() === '' ? { error: message('adding.kubeconfigMissing') } : { value: this.text },
  );
  readonly parsedServer = $derived(parseServer(this.server.trim()));
  readonly parsedName = $derived(required(this.name, message('adding.nameMissing')));
  readonly parsedToken = $derived(required(this.token, message('adding.tokenMissing')));

  /** What to ask the engine for; null while something is wrong. */
  readonly wish = $derived.by((): NewCluster | null => {
    if (this.way === 'kubeconfig') {
      return 'error' in this.parsedText ? null : { kind: 'kubeconfig', text: this.parsedText.value };
    }
    const { parsedServer, parsedName, parsedToken } = this;
    if ('error' in parsedServer || 'error' in parsedName || 'error' in parsedToken) return null;
    const authority = this.certificateAuthority.trim();
    return {
      kind: 'token',
      name: parsedName.value,
      server: parsedServer.value,
      token: parsedToken.value,
      certificateAuthority: authority === '' ? null : authority,
      insecureSkipTlsVerify: this.insecureSkipTlsVerify,
    };
  });
}

function parseServer(server: string): Parsed<string> {
  if (server === '') return { error: message('adding.serverMissing') };
  const protocol = URL.parse(server)?.protocol;
  if (protocol === 'https:' || protocol === 'http:') return { value: server };
  return { error: message('adding.serverInvalid') };
}

function required(text: string, question: Message): Parsed<string> {
  const value = text.trim();
  return value === '' ? { error: question } : { value };
}
