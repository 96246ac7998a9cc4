import type { ServiceOptions, ServicePort } from '../../cluster/manifests.ts';

/** The shop of the tests, on either cluster: the same objects, in the namespaces `shop` and `payments`. */
export interface Shop extends AsyncDisposable {
  /** Its one context is called `demo` and begins in the namespace `shop`. */
  readonly kubeconfig: string;
  /** The API server's URL, as the kubeconfig has it. */
  readonly server: string;
  /** Sets how many pods the deployment `web` wants; it has two at first. */
  scaleWeb(replicas: number): Promise<void>;
  /** Adds a service in `shop` that leads to the pods of `web`; one of cluster IPs unless told. */
  addService(name: string, ports: readonly ServicePort[], type?: ServiceOptions['type']): Promise<void>;
  /** Gives a service that was added other ports. */
  changeService(name: string, ports: readonly ServicePort[]): Promise<void>;
  /**
   * Adds an Ingress in `shop` that leads a host, with TLS, to `web`, and its controller, which no name and no address leads to:
   * a pod of the test server.
   */
  addIngress(host: string): Promise<void>;
  /** Whoever has the kubeconfig from now on may not read Secrets. */
  forbidSecrets(): Promise<void>;
  /** How often one Secret was read so far, by anybody. */
  secretReads(): Promise<number>;
}
