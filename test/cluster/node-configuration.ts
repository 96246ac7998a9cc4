import { nodeAddress, podRange } from './addresses.ts';
import { pauseImage } from './images.ts';
import { nodeShare } from './node-namespace.ts';

/** containerd's configuration, version 3. */
export function containerdConfiguration(cniFolder: string): string {
  return `version = 3

[plugins.'io.containerd.cri.v1.images']
  snapshotter = 'native'

[plugins.'io.containerd.cri.v1.images'.pinned_images]
  sandbox = '${pauseImage}'

[plugins.'io.containerd.cri.v1.runtime']
  # Without CAP_SYS_RESOURCE every pod otherwise fails with "can't get final child's PID from pipe".
  restrict_oom_score_adj = true

[plugins.'io.containerd.cri.v1.runtime'.cni]
  bin_dirs = ['${cniFolder}']
  conf_dir = '${nodeShare}/cni'

# Its default is made in the host's /opt, also by a containerd that never uses it.
[plugins.'io.containerd.internal.v1.opt']
  path = '/var/lib/containerd/opt'
`;
}

export const cniConfiguration = JSON.stringify({
  cniVersion: '1.0.0',
  name: 'pods',
  plugins: [
    {
      type: 'bridge',
      bridge: 'cni0',
      isGateway: true,
      ipMasq: true,
      hairpinMode: true,
      ipam: { type: 'host-local', ranges: [[{ subnet: podRange }]], routes: [{ dst: '0.0.0.0/0' }] },
    },
    // For hostPort.
    { type: 'portmap', capabilities: { portMappings: true } },
  ],
});

export const kubeletConfiguration = JSON.stringify({
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
  address: nodeAddress,
  authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
  authorization: { mode: 'AlwaysAllow' },
  containerRuntimeEndpoint: 'unix:///run/containerd/containerd.sock',
  resolvConf: `${nodeShare}/resolv.conf`,
  maxPods: 250,
  // The old cgroup hierarchy is refused by default since 1.35; machines without systemd still have it.
  failCgroupV1: false,
  failSwapOn: false,
  cgroupDriver: 'cgroupfs',
  cgroupsPerQOS: false,
  enforceNodeAllocatable: [],
  evictionHard: { 'memory.available': '50Mi', 'nodefs.available': '1%', 'imagefs.available': '1%' },
  imageGCHighThresholdPercent: 100,
  imageGCLowThresholdPercent: 99,
  // The node is Ready after a second instead of ten, and a crashed container is back after two.
  nodeStatusUpdateFrequency: '1s',
  crashLoopBackOff: { maxContainerRestartPeriod: '2s' },
});
