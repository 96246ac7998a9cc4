import { beforeEach, describe, expect, it } from 'vitest';
import type { Destination } from '../../../src-main/shared/destination.ts';
import { Client } from '../../../src-renderer/client.ts';
import { Arrival } from '../../../src-renderer/state/arrival.svelte.ts';
import { ClustersState } from '../../../src-renderer/state/clusters.svelte.ts';
import { ForwardDraft } from '../../../src-renderer/state/forward-draft.svelte.ts';
import { ForwardsState } from '../../../src-renderer/state/forwards.svelte.ts';
import { Navigation } from '../../../src-renderer/state/navigation.svelte.ts';
import { ProductionQuestion } from '../../../src-renderer/state/production-question.svelte.ts';
import { ProductionState } from '../../../src-renderer/state/production.svelte.ts';
import { Toasts } from '../../../src-renderer/state/toasts.svelte.ts';
import { savedForward } from '../saved-forward.ts';
import { emptySnapshot, MemoryBridge } from './memory-bridge.ts';

const web = savedForward({ id: 'web', addresses: ['127.0.0.1', '::1'], wanted: false });
const link = { kind: 'link', forward: { ...web, addresses: ['0.0.0.0'] } } as const satisfies Destination;

let bridge: MemoryBridge;
let navigation: Navigation;
let question: ProductionQuestion;
let toasts: Toasts;
let arrival: Arrival;
let id: number;

beforeEach(async () => {
  bridge = new MemoryBridge();
  const client = new Client(bridge);
  const [forwards, clusters] = [new ForwardsState(client), new ClustersState(client)];
  navigation = new Navigation();
  toasts = new Toasts();
  forwards.apply({ ...emptySnapshot, forwards: [web] });
  question = new ProductionQuestion(new ProductionState(client));
  arrival = new Arrival({ client, forwards, clusters, navigation, question, toasts });
  await client.join((snapshot) => arrival.apply(snapshot));
  id = 0;
});

function lead(to: Destination): void {
  id += 1;
  arrival.apply({ ...emptySnapshot, destination: { id, to } });
  arrival.go();
}

const arrivals = () => bridge.asked.filter(({ name }) => name === 'app.arrived').map(({ input }) => input);

describe('the window is led', () => {
  it('to a forward with its details, and says that it is there once', () => {
    navigation.showSettings();
    navigation.searching = true;
    lead({ kind: 'forward', id: 'web' });
    arrival.go();
    expect([navigation.view, navigation.selected, navigation.detailsOpen, navigation.searching]).toEqual([
      { kind: 'forwards' },
      'web',
      true,
      false,
    ]);
    expect(arrivals()).toEqual([{ id: 1 }]);
  });

  it('to the forwards where what it should show is gone', () => {
    for (const to of [
      { kind: 'forward', id: 'gone' },
      { kind: 'cluster', context: 'gone' },
    ] as const) {
      navigation.showSettings();
      lead(to);
      expect([navigation.view, navigation.selected]).toEqual([{ kind: 'forwards' }, null]);
    }
  });

  it('to the editor with what a link asks for, whose exposure nobody has allowed yet', () => {
    lead(link);
    const { editor } = navigation;
    const draft = editor === null ? null : new ForwardDraft(editor);
    expect([editor?.kind, draft?.exposed, draft?.settings]).toEqual(['link', true, null]);
    if (draft !== null) draft.allowExposure = true;
    expect(draft?.settings).toMatchObject({
      target: web.target,
      addresses: ['0.0.0.0'],
      allowExposure: true,
    });
  });

  it('to what was chosen in the menu, and not once something else is filled in', () => {
    navigation.showCluster('dev');
    lead({ kind: 'part', part: 'search' });
    const found = navigation.searching;
    lead({ kind: 'part', part: 'newForward' });
    lead({ kind: 'part', part: 'settings' });
    const during = [navigation.searching, navigation.editor, navigation.view.kind];
    navigation.editor = null;
    arrival.go();
    expect([found, toasts.list.length, during, navigation.view.kind, arrivals()]).toEqual([
      true,
      1,
      [false, { kind: 'new', target: { context: 'dev' }, ports: [] }, 'cluster'],
      'cluster',
      [{ id: 1 }, { id: 2 }, { id: 3 }],
    ]);
  });

  it('to a file that was opened, and not over a question that waits for its answer', () => {
    const open = (text: string) => bridge.emit('file.opened', { text });
    open('first');
    const first = navigation.importing;
    navigation.importing = null;
    question.open = { subjects: [web], answer: () => undefined };
    open('second');
    lead({ kind: 'part', part: 'newForward' });
    expect([first, navigation.importing, navigation.editor, toasts.list.length]).toEqual([
      { text: 'first' },
      null,
      null,
      2,
    ]);
  });

  it('nowhere while somebody fills in the editor; it says so, and goes on afterwards', () => {
    navigation.newForward();
    lead(link);
    const during = [navigation.editor?.kind, toasts.list.length, arrivals()];
    navigation.editor = null;
    arrival.go();
    expect([during, navigation.editor, arrivals()]).toEqual([['new', 1, []], link, [{ id: 1 }]]);
  });
});
