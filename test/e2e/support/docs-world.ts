import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { type DemoCluster, startDemoCluster } from '../../../src-main/demo/demo-cluster.ts';
import type { ForwardSettings } from '../../../src-main/shared/forward.ts';
import { addForward } from './add-forward.ts';
import { isUpdating } from './docs-pictures.ts';
import type { Portolan } from './portolan.ts';
import { TestHome } from './test-home.ts';

interface Way {
  readonly name: string;
  readonly server: string;
  readonly certificate?: string | undefined;
  readonly token: string;
  readonly namespace: string;
}

/** A kubeconfig in JSON, which is YAML, with these contexts; the first is the current one. */
function kubeconfig(ways: readonly Way[]): string {
  return JSON.stringify({
    'current-context': ways[0]?.name,
    clusters: ways.map(({ name, server, certificate }) => ({
      name,
      cluster: { server, 'certificate-authority-data': certificate },
    })),
    users: ways.map(({ name, token }) => ({ name, user: { token } })),
    contexts: ways.map(({ name, namespace }) => ({
      name,
      context: { cluster: name, user: name, namespace },
    })),
  });
}

async function save(home: TestHome, path: string, text: string): Promise<string> {
  const file = join(home.path, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
}

/** A newcomer's home with two kubeconfig files, one of which has a context that leads nowhere. */
export async function launchNewcomer(home: TestHome): Promise<Portolan> {
  const token = 'unused';
  const at = (name: string, server: string): Way => ({ name, server, token, namespace: 'shop' });
  const own = [
    at('kind-dev', 'https://127.0.0.1:6443'),
    at('staging-eu', 'https://k8s.staging.acme.example'),
    at('acme-prod', 'https://k8s.acme.example'),
  ];
  const lab = { contexts: [{ name: 'old-lab', context: { cluster: 'lab', user: 'ann' } }] };
  const files = [
    await save(home, '.kube/config', kubeconfig(own)),
    await save(home, 'work/lab.yaml', JSON.stringify(lab)),
  ];
  return home.launch({ kubeconfig: files.join(delimiter) });
}

/** Two clusters under three names; the login to the last of them has expired. */
export class DocsWorld implements AsyncDisposable {
  readonly portolan: Portolan;
  readonly #resources: AsyncDisposableStack;

  private constructor(portolan: Portolan, resources: AsyncDisposableStack) {
    this.portolan = portolan;
    this.#resources = resources;
  }

  static async open(): Promise<DocsWorld> {
    await using stack = new AsyncDisposableStack();
    const home = stack.use(await TestHome.create());
    const dev = stack.use(await startDemoCluster());
    const staging = stack.use(await startDemoCluster());
    const way = (name: string, { server, token, kubeconfig: text }: DemoCluster): Way => {
      const certificate = /certificate-authority-data: (\S+)/.exec(text)?.[1];
      return { name, server, certificate, token, namespace: 'shop' };
    };
    const ways = [
      way('kind-dev', dev),
      way('staging-eu', staging),
      { ...way('acme-prod', staging), token: 'expired' },
    ];
    const file = await save(home, '.kube/config', kubeconfig(ways));
    const portolan = stack.use(await home.launch({ kubeconfig: file }));
    return new DocsWorld(portolan, stack.move());
  }

  /** The forwards of a working day; their ports are those of the picture only where it is made. */
  async addForwards(): Promise<void> {
    await this.#add('web', 'kind-dev', 'svc/web', ['8080:http', '9090:metrics'], {
      group: 'shop',
      favourite: true,
    });
    await this.#add('orders db', 'kind-dev', 'sts/orders-db', ['15432:postgres'], { group: 'shop' });
    await this.#add('search', 'kind-dev', 'svc/search', ['9200:7700'], {
      group: 'shop',
      addresses: ['0.0.0.0'],
      allowExposure: true,
    });
    await this.#add('ledger', 'kind-dev', 'deploy/api', ['7070:http'], {
      group: 'payments',
      namespace: 'payments',
    });
    await this.#add('web staging', 'staging-eu', 'svc/web', ['18080:http'], { group: 'staging' });
    await this.#add('orders db staging', 'staging-eu', 'svc/orders-db', ['25432:postgres'], {
      group: 'staging',
      start: false,
    });
    await this.#add('vault', 'acme-prod', 'svc/web', ['8200:http'], { group: 'staging' });
  }

  async #add(
    label: string,
    context: string,
    target: string,
    ports: readonly string[],
    {
      start = true,
      namespace = 'shop',
      ...more
    }: Partial<ForwardSettings> & { readonly start?: boolean; readonly namespace?: string },
  ): Promise<void> {
    const [short = '', name = ''] = target.split('/');
    const kind = ({ svc: 'service', sts: 'statefulset', deploy: 'deployment' } as const)[short] ?? 'pod';
    // A port that is another program's on this machine must not fail the test.
    const local = (pair: string) => (isUpdating || !start ? pair : pair.replace(/^\d+/, ''));
    await addForward(this.portolan, {
      ...more,
      label,
      target: { context, namespace, kind, name },
      ports: ports.map(local),
      start,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }
}
