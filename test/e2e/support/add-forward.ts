import { defaultSettings, type Forward, type ForwardSettings } from '../../../src-main/shared/forward.ts';
import { parsePortPair } from '../../../src-main/shared/port-pair.ts';
import type { Target } from '../../../src-main/shared/target.ts';
import type { Portolan } from './portolan.ts';

/** What a test says of a forward: any settings, with the port pairs as people write them. */
interface WishedSettings extends Partial<Omit<ForwardSettings, 'target' | 'ports'>> {
  readonly label: string;
  readonly ports: readonly string[];
  /** The service `web` of the shop, but for what is told. */
  readonly target?: Partial<Target>;
}

export function forwardSettings({ target, ports, ...more }: WishedSettings): ForwardSettings {
  return {
    target: { context: 'demo', namespace: 'shop', kind: 'service', name: 'web', ...target },
    ports: ports.map(parsePortPair),
    addresses: ['127.0.0.1'],
    ...defaultSettings,
    allowExposure: false,
    ...more,
  };
}

/** Saves a forward as the editor would, and starts it where that is wished. */
export function addForward(
  portolan: Portolan,
  { start, ...settings }: WishedSettings & { readonly start: boolean },
): Promise<Forward> {
  return portolan.request('forward.add', { settings: forwardSettings(settings), start });
}
