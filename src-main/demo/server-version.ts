/** The versions of Kubernetes that port-forward differently (tunnel.md 1.2 and 1.3). */
export type Profile = '1.29' | '1.31' | '1.35' | '1.36';

interface Features {
  /** SPDY inside a WebSocket; without it only v4 is spoken there. */
  readonly webSocketTunnel: boolean;
  /** A GET that becomes a tunnel needs the right to create as well as to get. */
  readonly createForGet: boolean;
  /** A missing stream protocol is answered by the runtime itself; before, the API server stumbled over that answer. */
  readonly missingProtocolIs400: boolean;
}

const features: Readonly<Record<Profile, Features>> = {
  '1.29': { webSocketTunnel: false, createForGet: false, missingProtocolIs400: false },
  '1.31': { webSocketTunnel: true, createForGet: false, missingProtocolIs400: false },
  '1.35': { webSocketTunnel: true, createForGet: true, missingProtocolIs400: false },
  '1.36': { webSocketTunnel: true, createForGet: true, missingProtocolIs400: true },
};

/** Which Kubernetes the demo cluster is at the moment. */
export class ServerVersion {
  profile: Profile;

  constructor(profile: Profile) {
    this.profile = profile;
  }

  get features(): Features {
    return features[this.profile];
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
