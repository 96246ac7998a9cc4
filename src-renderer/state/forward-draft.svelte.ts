import { parseAllowList } from '../../src-main/shared/allow-list.ts';
import { formatEndAfter, parseEndAfter } from '../../src-main/shared/automatic-end.ts';
import {
  bindWords,
  defaultBindAddresses,
  isExposed,
  parseBindAddresses,
} from '../../src-main/shared/bind-address.ts';
import { Balance, canBalance, type BalanceMode } from '../../src-main/shared/balance.ts';
import {
  defaultSettings,
  maxHoldMs,
  type EndOfFile,
  type Forward,
  type ForwardId,
  type ForwardSettings,
} from '../../src-main/shared/forward.ts';
import type { ImportedForward } from '../../src-main/shared/import.ts';
import { message, type Message } from '../../src-main/shared/language/message.ts';
import {
  parseLocalPort,
  parsePortPair,
  parseRemotePort,
  type LocalPort,
  type PortPair,
} from '../../src-main/shared/port-pair.ts';
import { problemOf } from '../../src-main/shared/problem.ts';
import { formatTarget, parseTarget, Target } from '../../src-main/shared/target.ts';
import type { EditorStart } from './navigation.svelte.ts';

const automatic: LocalPort = { kind: 'auto', last: null };

/** Every network: both wildcards. */
const everyNetwork: readonly string[] = ['0.0.0.0', '::'];

export type ListenChoice = 'computer' | 'network' | 'chosen';

/** What was typed, or why it cannot be used. */
export type Parsed<T> = { readonly value: T } | { readonly error: Message };

/** One port pair as it is being typed. */
export class PairDraft {
  local = $state('');
  remote = $state('');
  /** The forward of ours whose port this one takes over when it is saved, and the port. */
  #taken = $state.raw<{ readonly from: ForwardId; readonly port: number } | null>(null);
  /** The number an automatic port had last time; kept, so that editing something else does not move it. */
  readonly #last: number | null;

  readonly parsedLocal = $derived(attempt(() => this.#withLast(parseLocalPort(this.local))));
  readonly parsedRemote = $derived<Parsed<PortPair['remote']>>(
    this.remote.trim() === ''
      ? { error: message('editor.remotePortMissing') }
      : attempt(() => parseRemotePort(this.remote)),
  );

  /** The local port that was typed; null while it is automatic or cannot be read. */
  readonly fixedPort = $derived(
    'value' in this.parsedLocal && this.parsedLocal.value.kind === 'fixed'
      ? this.parsedLocal.value.port
      : null,
  );
  /** The forward to stop first; null for none, and where another port was typed since. */
  readonly takenFrom = $derived(
    this.#taken !== null && this.#taken.port === this.fixedPort ? this.#taken.from : null,
  );

  constructor(pair: PortPair | null = null) {
    this.#last = pair?.local.kind === 'auto' ? pair.local.last : null;
    if (pair === null) return;
    this.local = pair.local.kind === 'fixed' ? String(pair.local.port) : '';
    this.remote = String(pair.remote);
  }

  chooseFree(): void {
    this.local = '';
  }

  /** Takes the port that stands here from another forward of ours. */
  takeOver(from: ForwardId): void {
    if (this.fixedPort !== null) this.#taken = { from, port: this.fixedPort };
  }

  /** Takes `8080:http` typed or pasted into one field apart. */
  splitAtColon(text: string): boolean {
    const pair = text.includes(':') ? attempt(() => parsePortPair(text)) : null;
    if (pair === null || 'error' in pair) return false;
    this.local = pair.value.local.kind === 'fixed' ? String(pair.value.local.port) : '';
    this.remote = String(pair.value.remote);
    return true;
  }

  #withLast(local: LocalPort): LocalPort {
    return local.kind === 'auto' ? { kind: 'auto', last: this.#last } : local;
  }
}

/** A forward as it is being typed: every field is text until all of them can be read. */
export class ForwardDraft {
  context = $state('');
  namespace = $state('');
  target = $state('');
  label = $state('');
  pairs = $state.raw<readonly PairDraft[]>([new PairDraft()]);
  listen = $state.raw<ListenChoice>('computer');
  chosenAddresses = $state('');
  allowExposure = $state(false);
  holdSeconds = $state(String(defaultSettings.holdMs / 1000));
  balance = $state.raw<BalanceMode>(defaultSettings.balance.mode);
  /** For the balance `pod`. */
  pod = $state('');
  eof = $state.raw<EndOfFile>(defaultSettings.eof);
  group = $state('');
  /** Addresses and networks; empty for everybody. */
  allowFrom = $state('');
  /** Such as `8h`; empty for never. */
  endAfter = $state('');
  #favourite: boolean = defaultSettings.favourite;
  #secret: ForwardSettings['secret'] = defaultSettings.secret;

  /** A space around them makes no other target: nothing is read or asked anew for it. */
  readonly #namespaceWord = $derived(this.namespace.trim());
  readonly #targetWord = $derived(this.target.trim());
  readonly parsedNamespace = $derived<Parsed<string>>(
    Target.shape.namespace.safeParse(this.#namespaceWord).success
      ? { value: this.#namespaceWord }
      : { error: message('editor.namespaceInvalid') },
  );
  readonly parsedTarget = $derived(
    this.#targetWord === ''
      ? { error: message('editor.targetMissing') }
      : attempt(() => parseTarget(this.#targetWord)),
  );
  readonly parsedAddresses = $derived(attempt(() => this.#addresses()));
  readonly parsedHold = $derived(parseHold(this.holdSeconds));
  /** A target that is one pod leaves nothing to choose. */
  readonly balances = $derived(
    !('value' in this.parsedTarget) || canBalance(this.parsedTarget.value, { mode: 'roundRobin' }),
  );
  readonly parsedBalance = $derived(this.balances ? this.#balance() : { value: defaultSettings.balance });
  readonly exposed = $derived('value' in this.parsedAddresses && isExposed(this.parsedAddresses.value));

  readonly parsedAllowFrom = $derived(attempt(() => parseAllowList(this.allowFrom)));
  readonly parsedEndAfter = $derived(parseEnd(this.endAfter));

  /** The target, as soon as it can be read. */
  readonly whole = $derived.by((): ForwardSettings['target'] | null => {
    if ('error' in this.parsedNamespace || 'error' in this.parsedTarget || this.context === '') return null;
    return { context: this.context, namespace: this.parsedNamespace.value, ...this.parsedTarget.value };
  });

  /** Everything but the name and the consent, for the command line; null while something cannot be read. */
  readonly wish = $derived.by(() => {
    const target = this.whole;
    const ports = this.#ports();
    if (target === null || ports === null) return null;
    if ('error' in this.parsedAddresses || 'error' in this.parsedBalance) return null;
    if ('error' in this.parsedAllowFrom || 'error' in this.parsedEndAfter) return null;
    return {
      target,
      ports,
      addresses: this.parsedAddresses.value,
      balance: this.parsedBalance.value,
      eof: this.eof,
      allowFrom: this.parsedAllowFrom.value,
      endAfterMs: this.parsedEndAfter.value,
    };
  });

  readonly settings = $derived.by((): ForwardSettings | null => {
    if (this.wish === null || 'error' in this.parsedHold) return null;
    if (this.exposed && !this.allowExposure) return null;
    return {
      ...this.wish,
      label: this.label.trim() === '' ? this.wish.target.name : this.label.trim(),
      holdMs: this.parsedHold.value,
      group: this.group.trim() === '' ? null : this.group.trim(),
      favourite: this.#favourite,
      secret: this.#secret,
      allowExposure: this.exposed,
    };
  });

  constructor(start: EditorStart) {
    if (start.kind === 'edit') {
      this.#fill(start.forward);
      return;
    }
    if (start.kind === 'copy') {
      this.#fill(start.forward);
      // Its own ports are taken by the original, and whom it may be reached by is asked anew.
      this.pairs = start.forward.ports.map(({ remote }) => new PairDraft({ local: automatic, remote }));
      this.allowExposure = false;
      return;
    }
    if (start.kind === 'link') {
      this.#fill(start.forward);
      // A link may ask to be reached by others; only the person may allow it.
      this.allowExposure = false;
      return;
    }
    const { context, namespace, kind, name } = start.target;
    this.context = context ?? '';
    this.namespace = namespace ?? '';
    this.target = kind === undefined || name === undefined ? '' : formatTarget({ kind, name });
    if (start.ports.length > 0) this.pairs = start.ports.map((pair) => new PairDraft(pair));
  }

  addPair(): void {
    this.pairs = [...this.pairs, new PairDraft()];
  }

  removePair(pair: PairDraft): void {
    this.pairs = this.pairs.filter((other) => other !== pair);
  }

  /** Whether the typed list means this address, by whatever word. */
  hasAddress(address: string): boolean {
    return bindWords(this.chosenAddresses).some(({ meant }) => meant.includes(address));
  }

  /** Adds or takes away one of this computer's addresses in the typed list; of a word that means more, the others stay. */
  toggleAddress(address: string): void {
    const words = bindWords(this.chosenAddresses).flatMap(({ word, meant }) =>
      meant.includes(address) ? meant.filter((other) => other !== address) : [word],
    );
    this.chosenAddresses = (this.hasAddress(address) ? words : [...words, address]).join(', ');
  }

  #addresses(): string[] {
    switch (this.listen) {
      case 'computer':
        return [...defaultBindAddresses];
      case 'network':
        return [...everyNetwork];
      case 'chosen':
        return parseBindAddresses(this.chosenAddresses);
    }
  }

  #balance(): Parsed<Balance> {
    if (this.balance !== 'pod') return { value: { mode: this.balance } };
    const parsed = Balance.safeParse({ mode: 'pod', name: this.pod.trim() });
    return parsed.success ? { value: parsed.data } : { error: message('balance.podMissing') };
  }

  #ports(): PortPair[] | null {
    const ports = this.pairs.flatMap(({ parsedLocal, parsedRemote }) =>
      'value' in parsedLocal && 'value' in parsedRemote
        ? [{ local: parsedLocal.value, remote: parsedRemote.value }]
        : [],
    );
    return ports.length === this.pairs.length && ports.length > 0 ? ports : null;
  }

  #fill(forward: Forward | ImportedForward): void {
    this.context = forward.target.context ?? '';
    this.namespace = forward.target.namespace ?? '';
    this.target = formatTarget(forward.target);
    this.label = forward.label;
    this.pairs = forward.ports.map((pair) => new PairDraft(pair));
    this.holdSeconds = String(forward.holdMs / 1000);
    this.balance = forward.balance.mode;
    this.pod = forward.balance.mode === 'pod' ? forward.balance.name : '';
    this.eof = forward.eof;
    this.group = forward.group ?? '';
    this.#favourite = forward.favourite;
    this.allowFrom = forward.allowFrom.join(', ');
    this.endAfter = forward.endAfterMs === null ? '' : formatEndAfter(forward.endAfterMs);
    this.#secret = forward.secret;
    this.listen = listenChoice(forward.addresses);
    this.chosenAddresses = this.listen === 'chosen' ? forward.addresses.join(', ') : '';
    this.allowExposure = isExposed(forward.addresses);
  }
}

function listenChoice(addresses: readonly string[]): ListenChoice {
  if (addresses.join() === defaultBindAddresses.join()) return 'computer';
  return addresses.join() === everyNetwork.join() ? 'network' : 'chosen';
}

function parseHold(text: string): Parsed<number> {
  const holdMs = Math.round(Number(text) * 1000);
  if (text.trim() !== '' && holdMs >= 0 && holdMs <= maxHoldMs) return { value: holdMs };
  return { error: message('editor.holdInvalid', { most: maxHoldMs / 1000 }) };
}

function parseEnd(text: string): Parsed<number | null> {
  if (text.trim() === '') return { value: null };
  const value = parseEndAfter(text);
  return value === null ? { error: message('exposure.notEndAfter', { text: text.trim() }) } : { value };
}

function attempt<T>(parse: () => T): Parsed<T> {
  try {
    return { value: parse() };
  } catch (error) {
    return { error: problemOf(error).words };
  }
}
