import type { App } from './app.ts';
import { ingressControllerApp } from './ingress-controller.ts';
import { echoApp, ordersDbApp, silentApp } from './tcp-apps.ts';
import { testServerApp } from './test-server.ts';
import { webApp } from './web-app.ts';

const programs: Readonly<Record<string, App>> = {
  'demo/web:1.0': webApp,
  'demo/orders-db:1.0': ordersDbApp,
  'demo/echo:1.0': echoApp,
  'demo/ingress-nginx:1.0': ingressControllerApp,
  'demo/silent:1.0': silentApp,
  'portolan.test/server:1': testServerApp,
};

/** The program of an image; null for an image that cannot be pulled. */
export function programOf(image: string): App | null {
  return programs[image] ?? null;
}
