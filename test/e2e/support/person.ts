import { Kubectl } from '../../cluster/kubectl.ts';
import { testAccess } from '../../cluster/test-access.ts';
import type { TestNamespace } from '../../cluster/test-namespace.ts';
import { expect } from './expect.ts';
import type { TestHome } from './test-home.ts';

/** Somebody with a login of their own, a ServiceAccount, who may forward in one namespace and do nothing else. */
export class Person {
  readonly #kubectl: Kubectl;
  readonly #namespace: TestNamespace;
  readonly #home: TestHome;

  private constructor(kubectl: Kubectl, namespace: TestNamespace, home: TestHome) {
    this.#kubectl = kubectl;
    this.#namespace = namespace;
    this.#home = home;
  }

  /** Whose kubeconfig the home has. */
  static async create(kubectl: Kubectl, namespace: TestNamespace, home: TestHome): Promise<Person> {
    const person = new Person(kubectl, namespace, home);
    await person.mayForward();
    await person.logIn();
    return person;
  }

  get target(): { readonly context: string; readonly namespace: string } {
    return { context: 'personal', namespace: this.#namespace.name };
  }

  async mayForward(): Promise<void> {
    const subjects = [{ kind: 'ServiceAccount', name: 'person', namespace: this.#namespace.name }];
    const rights = testAccess
      .filter(({ kind }) => kind !== 'Namespace')
      .map((each) => ({ ...each, ...('subjects' in each && { subjects }) }));
    await this.#namespace.apply(...rights);
  }

  async logIn(): Promise<void> {
    await this.#namespace.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'person' } });
    const token = (await this.#namespace.kubectl('create', 'token', 'person')).trim();
    const { clusters } = await this.#kubectl.kubeconfig();
    const context = { cluster: clusters[0]?.name, user: 'person', namespace: this.#namespace.name };
    const contexts = [{ name: 'personal', context }];
    const users = [{ name: 'person', user: { token } }];
    await this.#home.saveKubeconfig(
      JSON.stringify({ 'current-context': 'personal', clusters, users, contexts }),
    );
  }

  /** Resolves once the API server does not accept it any more, and the pods of `web` are being replaced. */
  async loseLogin(): Promise<void> {
    await this.#namespace.kubectl('delete', 'serviceaccount', 'person');
    // The API server trusts a token for some seconds more.
    const asPerson = new Kubectl(this.#kubectl.path, this.#home.kubeconfig);
    const answer = () => asPerson.run(['get', 'pods']).catch(String);
    await expect.poll(answer, { timeout: 60_000 }).toContain('must be logged in');
    await this.#namespace.kubectl('delete', 'pod', '--selector=app=web', '--wait=false');
  }
}
