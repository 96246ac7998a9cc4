const labels: Record<string, string> = {
  app: 'web',
  'app.kubernetes.io/managed-by': 'Helm',
  'app.kubernetes.io/part-of': 'web-shop',
  'app.kubernetes.io/version': '4.12.3',
  'helm.sh/chart': 'web-shop-4.12.3',
  'pod-template-hash': '5d8c7f9b4',
};

/** A pod of a deployment with all that the API says of one, most of which nobody reads: some 14 kB of JSON. */
export const wholePod = {
  metadata: {
    name: 'web-5d8c7f9b4-x2x7q',
    generateName: 'web-5d8c7f9b4-',
    namespace: 'shop',
    uid: 'uid-1',
    resourceVersion: '184467',
    generation: 1,
    creationTimestamp: '2026-03-02T09:00:00Z',
    labels,
    annotations: {
      'checksum/config': '01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b',
      'kubectl.kubernetes.io/restartedAt': '2026-03-02T08:59:58Z',
      'prometheus.io/path': '/metrics',
      'prometheus.io/port': '9090',
      'prometheus.io/scrape': 'true',
    },
    ownerReferences: [
      {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        name: 'web-5d8c7f9b4',
        uid: '4f1c4b1e-6d0c-4f3a-9a5e-0a4f2c1b7d90',
        controller: true,
        blockOwnerDeletion: true,
      },
    ],
    managedFields: ['kube-controller-manager', 'kubelet'].map((manager) => ({
      manager,
      operation: 'Update',
      apiVersion: 'v1',
      time: '2026-03-02T09:00:00Z',
      fieldsType: 'FieldsV1',
      fieldsV1: {
        'f:metadata': { 'f:labels': { '.': {}, 'f:app': {}, 'f:pod-template-hash': {} } },
        'f:spec': {
          'f:containers': {
            'k:{"name":"main"}': { '.': {}, 'f:env': {}, 'f:image': {}, 'f:ports': {}, 'f:resources': {} },
            'k:{"name":"proxy"}': { '.': {}, 'f:env': {}, 'f:image': {}, 'f:ports': {}, 'f:resources': {} },
          },
          'f:dnsPolicy': {},
          'f:restartPolicy': {},
          'f:securityContext': {},
          'f:volumes': {},
        },
      },
    })),
  },
  spec: {
    volumes: [
      { name: 'configuration', configMap: { name: 'web-configuration', defaultMode: 420 } },
      { name: 'cache', emptyDir: { sizeLimit: '512Mi' } },
      {
        name: 'certificates',
        secret: { secretName: 'web-certificates', defaultMode: 256, optional: true },
      },
      {
        name: 'kube-api-access-x2x7q',
        projected: {
          defaultMode: 420,
          sources: [
            { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
            { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
          ],
        },
      },
    ],
    initContainers: [
      { ...wholeContainer('migrate'), command: ['/app/migrate', '--wait', '--lock-timeout=60s'] },
      {
        ...wholeContainer('mesh'),
        restartPolicy: 'Always',
        ports: [{ name: 'mesh', containerPort: 15090, hostPort: 15090, protocol: 'TCP' }],
      },
    ],
    containers: [
      {
        ...wholeContainer('main'),
        ports: [{ name: 'http', containerPort: 8080, hostIP: '127.0.0.1', protocol: 'TCP' }],
      },
      {
        ...wholeContainer('proxy'),
        ports: [{ name: 'metrics', containerPort: 9090, protocol: 'TCP' }],
      },
    ],
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            podAffinityTerm: {
              labelSelector: { matchLabels: { app: 'web' } },
              topologyKey: 'kubernetes.io/hostname',
            },
          },
        ],
      },
    },
    dnsPolicy: 'ClusterFirst',
    enableServiceLinks: true,
    preemptionPolicy: 'PreemptLowerPriority',
    priority: 0,
    readinessGates: [{ conditionType: 'target-health.elbv2.k8s.aws/web' }],
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: { fsGroup: 10001, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    serviceAccount: 'default',
    serviceAccountName: 'default',
    terminationGracePeriodSeconds: 30,
    tolerations: ['not-ready', 'unreachable', 'memory-pressure', 'disk-pressure'].map((taint) => ({
      effect: 'NoExecute',
      key: `node.kubernetes.io/${taint}`,
      operator: 'Exists',
      tolerationSeconds: 300,
    })),
  },
  status: {
    phase: 'Running',
    conditions: [
      'PodReadyToStartContainers',
      'Initialized',
      'Ready',
      'ContainersReady',
      'PodScheduled',
      'target-health.elbv2.k8s.aws/web',
    ].map((type) => ({
      type,
      observedGeneration: 1,
      status: 'True',
      lastProbeTime: null,
      lastTransitionTime: '2026-03-02T09:00:09Z',
    })),
    hostIP: '172.18.0.3',
    hostIPs: [{ ip: '172.18.0.3' }],
    podIP: '10.244.1.17',
    podIPs: [{ ip: '10.244.1.17' }],
    qosClass: 'Burstable',
    startTime: '2026-03-02T09:00:00Z',
    initContainerStatuses: [
      {
        ...wholeStatus('migrate'),
        state: {
          terminated: {
            containerID: `containerd://${'c'.repeat(64)}`,
            exitCode: 0,
            reason: 'Completed',
            startedAt: '2026-03-02T09:00:01Z',
            finishedAt: '2026-03-02T09:00:03Z',
          },
        },
      },
      wholeStatus('mesh'),
    ],
    containerStatuses: [wholeStatus('main'), wholeStatus('proxy')],
  },
};

function wholeContainer(name: string) {
  return {
    name,
    image: `registry.example.org/shop/${name}@sha256:${'a'.repeat(64)}`,
    imagePullPolicy: 'IfNotPresent',
    env: [
      ...['DATABASE', 'QUEUE', 'SEARCH', 'PAYMENTS'].map((of) => ({
        name: `${of}_URL`,
        value: `https://${of.toLowerCase()}.shop.svc.cluster.local:8443/v1?timeout=30s`,
      })),
      { name: 'DATABASE_PASSWORD', valueFrom: { secretKeyRef: { name: 'web-database', key: 'password' } } },
      { name: 'POD_IP', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'status.podIP' } } },
    ],
    resources: { limits: { memory: '512Mi' }, requests: { cpu: '100m', memory: '256Mi' } },
    readinessProbe: {
      failureThreshold: 3,
      httpGet: { path: '/healthz/ready', port: 'http', scheme: 'HTTP' },
      periodSeconds: 10,
      successThreshold: 1,
      timeoutSeconds: 1,
    },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsUser: 10001 },
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    volumeMounts: [
      { mountPath: '/etc/web', name: 'configuration', readOnly: true },
      { mountPath: '/var/cache/web', name: 'cache' },
      {
        mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
        name: 'kube-api-access-x2x7q',
        readOnly: true,
      },
    ],
  };
}

function wholeStatus(name: string) {
  return {
    name,
    containerID: `containerd://${'b'.repeat(64)}`,
    image: `registry.example.org/shop/${name}:4.12.3`,
    imageID: `registry.example.org/shop/${name}@sha256:${'a'.repeat(64)}`,
    ready: true,
    restartCount: 1,
    started: true,
    state: { running: { startedAt: '2026-03-02T09:00:04Z' } },
    lastState: {
      terminated: {
        containerID: `containerd://${'d'.repeat(64)}`,
        exitCode: 137,
        reason: 'OOMKilled',
        startedAt: '2026-03-02T08:00:00Z',
        finishedAt: '2026-03-02T08:59:59Z',
      },
    },
    resources: { limits: { memory: '512Mi' }, requests: { cpu: '100m', memory: '256Mi' } },
    user: { linux: { gid: 10001, supplementalGroups: [10001], uid: 10001 } },
    volumeMounts: [{ mountPath: '/var/cache/web', name: 'cache' }],
  };
}
