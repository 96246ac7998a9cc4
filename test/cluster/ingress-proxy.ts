import { makeCertificate } from '../support/test-certificate.ts';
import { NodeProxy } from './node-proxy.ts';

/** As much of an Ingress as the proxy serves: its pods have no default backends and no patterns but wildcard hosts. */
export interface ServedIngress {
  readonly spec: {
    readonly tls?: readonly { readonly hosts: readonly string[] }[];
    readonly rules: readonly {
      readonly host: string;
      readonly http: {
        readonly paths: readonly {
          readonly path: string;
          readonly pathType: string;
          readonly backend: {
            readonly service: { readonly name: string; readonly port: { readonly number: number } };
          };
        }[];
      };
    }[];
  };
}

/**
 * HAProxy as a controller with `hostNetwork: true` runs it: it listens on the node's ports 80 and 443 and leads by host and
 * path to the cluster addresses of services.
 */
export class IngressProxy implements AsyncDisposable {
  /** What its clients have to trust, as PEM. */
  readonly certificate: string;
  readonly #proxy: NodeProxy;

  private constructor(proxy: NodeProxy, certificate: string) {
    this.#proxy = proxy;
    this.certificate = certificate;
  }

  /** Resolves when it listens. `clusterIps` are those of services by name; all of TLS is done with a certificate for `host`. */
  static async start(
    ingresses: readonly ServedIngress[],
    clusterIps: ReadonlyMap<string, string>,
    host: string,
  ): Promise<IngressProxy> {
    const { cert, key } = await makeCertificate({ name: 'ingress', host });
    const proxy = await NodeProxy.start({
      name: 'ingress-proxy',
      configuration: (folder) => configuration(ingresses, clusterIps, `${folder}/tls.pem`),
      files: { 'tls.pem': [cert, key].join('\n') },
      port: 443,
    });
    return new IngressProxy(proxy, cert);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#proxy[Symbol.asyncDispose]();
  }
}

function configuration(
  ingresses: readonly ServedIngress[],
  clusterIps: ReadonlyMap<string, string>,
  pem: string,
): string {
  const secured = ingresses.flatMap(({ spec }) => (spec.tls ?? []).flatMap(({ hosts }) => hosts));
  const paths = ingresses
    .flatMap(({ spec }) => spec.rules)
    .flatMap(({ host, http }) => http.paths.map((each) => ({ host, ...each })));
  const uses = paths.map(
    ({ host, path, pathType }, index) =>
      `  use_backend b${String(index)} if { ${hostIs(host)} } { ${pathType === 'Exact' ? 'path' : 'path_beg'} ${path} }`,
  );
  return [
    'defaults',
    '  mode http',
    '  timeout connect 5s',
    '  timeout client 30s',
    '  timeout server 30s',
    'frontend plain',
    '  bind :80',
    ...secured.map((host) => `  http-request redirect scheme https if { ${hostIs(host)} }`),
    ...uses,
    'frontend secure',
    `  bind :443 ssl crt ${pem}`,
    ...uses,
    ...paths.flatMap(({ backend: { service } }, index) => [
      `backend b${String(index)}`,
      `  server s ${clusterIps.get(service.name) ?? ''}:${String(service.port.number)}`,
    ]),
    '',
  ].join('\n');
}

/** HAProxy's condition that the host asked for, without its port, is this one. */
function hostIs(host: string): string {
  const asked = 'req.hdr(host),field(1,:)';
  return host.startsWith('*') ? `${asked} -m end -i ${host.slice(1)}` : `${asked} -i ${host}`;
}
