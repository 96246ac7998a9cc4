import { type IngressGroups, type ResourceType, servedTypes } from './api/resource-types.ts';

/** The versions of Kubernetes that port-forward differently (tunnel.md 1.2 and 1.3). */
export type Profile = '1.29' | '1.31' | '1.35' | '1.36';

interface Features {
  /** SPDY inside a WebSocket; without it only v4 is spoken there. */
  readonly webSocketTunnel: boolean;
  /** A GET that becomes a tunnel needs the right to create as well as to get. */
  readonly createForGet: boolean;
  /** A missing stream protocol is answered by the runtime itself; before, the API server stumbled over that answer. */
  readonly missingProtocolIs400: boolean;
  /** All of discovery in one answer (KEP-3352): its version, of which the second came with 1.30. */
  readonly discovery: 'v2' | 'v2beta1';
}

const features: Readonly<Record<Profile, Features>> = {
  '1.29': { webSocketTunnel: false, createForGet: false, missingProtocolIs400: false, discovery: 'v2beta1' },
  '1.31': { webSocketTunnel: true, createForGet: false, missingProtocolIs400: false, discovery: 'v2' },
  '1.35': { webSocketTunnel: true, createForGet: true, missingProtocolIs400: false, discovery: 'v2' },
  '1.36': { webSocketTunnel: true, createForGet: true, missingProtocolIs400: true, discovery: 'v2' },
};

/** Which Kubernetes the demo cluster is at the moment. */
export class ServerVersion {
  profile: Profile;
  /** What it serves. */
  readonly types: readonly ResourceType[];
  readonly #groups: IngressGroups;

  constructor(profile: Profile, groups: IngressGroups) {
    this.profile = profile;
    this.types = servedTypes(groups);
    this.#groups = groups;
  }

  get features(): Features {
    return features[this.profile];
  }

  /** Which aggregated discovery it has; null for none, as in those that still served Ingresses by the old groups. */
  get discovery(): Features['discovery'] | null {
    return this.#groups === 'today' ? this.features.discovery : null;
  }

  /** What `/version` answers. */
  get document(): object {
    const [major = '', minor = ''] = this.profile.split('.');
    return {
      major,
      minor,
      gitVersion: `v${this.profile}.3+demo`,
      gitCommit: '0000000000000000000000000000000000000000',
      gitTreeState: 'clean',
      buildDate: '2026-01-01T00:00:00Z',
      goVersion: 'go1.26',
      compiler: 'gc',
      platform: 'linux/amd64',
    };
  }
}
