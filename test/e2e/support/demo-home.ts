import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DemoCluster, startDemoCluster } from '../../../src-main/demo/demo-cluster.ts';
import type { Balance } from '../../../src-main/shared/balance.ts';
import { defaultSettings, type Forward, type ForwardSettings } from '../../../src-main/shared/forward.ts';
import { parsePortPair } from '../../../src-main/shared/port-pair.ts';
import type { TargetKind } from '../../../src-main/shared/target.ts';
import { type LaunchOptions, Portolan, TestHome } from './portolan.ts';

/** A home whose kubeconfig leads to a demo cluster that outlives the app, so that restarts find the same cluster. */
export class DemoHome implements AsyncDisposable {
  readonly home: TestHome;
  readonly demo: DemoCluster;
  readonly kubeconfig: string;

  private constructor(home: TestHome, demo: DemoCluster, kubeconfig: string) {
    this.home = home;
    this.demo = demo;
    this.kubeconfig = kubeconfig;
  }

  static async create(): Promise<DemoHome> {
    const home = await TestHome.create();
    const demo = await startDemoCluster();
    const kubeconfig = join(home.path, 'kubeconfig');
    await writeFile(kubeconfig, demo.kubeconfig);
    return new DemoHome(home, demo, kubeconfig);
  }

  launch(options: Partial<LaunchOptions> = {}): Promise<Portolan> {
    return Portolan.launch(this.home, { kubeconfig: this.kubeconfig, ...options });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.demo[Symbol.asyncDispose]();
    await this.home[Symbol.asyncDispose]();
  }
}

/** Saves a forward to the demo's web service, or to what else is named so, as the editor would. */
export function addForward(
  portolan: Portolan,
  wish: {
    readonly label: string;
    readonly ports: readonly string[];
    readonly start: boolean;
    readonly balance?: Balance;
    readonly kind?: TargetKind;
    readonly group?: string;
  },
): Promise<Forward> {
  const settings: ForwardSettings = {
    label: wish.label,
    target: { context: 'demo', namespace: 'shop', kind: wish.kind ?? 'service', name: 'web' },
    ports: wish.ports.map(parsePortPair),
    addresses: ['127.0.0.1'],
    ...defaultSettings,
    balance: wish.balance ?? defaultSettings.balance,
    group: wish.group ?? defaultSettings.group,
    allowExposure: false,
  };
  return portolan.request('forward.add', { settings, start: wish.start });
}
