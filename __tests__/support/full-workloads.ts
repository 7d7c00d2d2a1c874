import type { Construct } from "constructs";
import {
  AccessMode,
  ConcurrencyPolicy,
  DeploymentStrategyType,
  ImagePullPolicy,
  NodeOperator,
  PodManagementPolicy,
  Protocol,
  SeccompProfileType,
  TaintEffect,
  WhenUnsatisfiable,
  WorkloadCronJob,
  WorkloadDaemonSet,
  WorkloadDeployment,
  WorkloadJob,
  WorkloadPod,
  type WorkloadProps,
  type WorkloadServiceAccount,
  WorkloadStatefulSet,
} from "../../constructs";

/** Everything that a pod template may hold. */
export function fullProps(serviceAccount: WorkloadServiceAccount, name: string): WorkloadProps {
  return {
    serviceAccount,
    name,
    labels: { team: "shop" },
    annotations: { "example.com/owner": "orders" },
    initContainers: [{ name: "init", image: "registry.example.com/init:1.0" }],
    containers: [
      {
        name: "app",
        image: "registry.example.com/app:1.0",
        imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
        command: ["app"],
        args: ["--serve"],
        workingDir: "/app",
        env: { LEVEL: "info" },
        envValueFrom: {
          POD: { fieldRef: { fieldPath: "metadata.name" } },
          CPU: { resourceFieldRef: { resource: "limits.cpu", divisor: "1m" } },
          MODE: { configMapKeyRef: { name: "settings", key: "mode", optional: true } },
          PASSWORD: { secretKeyRef: { name: "database", key: "password" } },
        },
        envFrom: [
          { configMapRef: "settings", prefix: "S_" },
          { secretRef: "more", optional: true },
        ],
        ports: [
          { containerPort: 8080, name: "http", protocol: Protocol.TCP },
          { containerPort: 53, protocol: Protocol.UDP },
        ],
        resources: { requests: { cpu: "100m" }, limits: { cpu: "1", memory: "128Mi" } },
        livenessProbe: {
          httpGet: { portName: "http", path: "/", scheme: "HTTP", httpHeaders: { Host: "a" } },
          initialDelaySeconds: 5,
        },
        readinessProbe: { grpc: { port: 9090, service: "orders" }, successThreshold: 2 },
        startupProbe: { tcpSocket: { port: 8080 }, failureThreshold: 30 },
        volumeMounts: [
          { name: "tmp", mountPath: "/tmp" },
          { name: "config", mountPath: "/etc/app", subPath: "app", readOnly: true },
        ],
        securityContext: {
          readOnlyRootFilesystem: true,
          runAsUser: 1001,
          runAsGroup: 1001,
          runAsNonRoot: true,
          capabilities: { add: ["NET_BIND_SERVICE"] },
          seccompProfile: { type: SeccompProfileType.RUNTIME_DEFAULT },
        },
      },
      {
        name: "second",
        image: "registry.example.com/second:1.0",
        livenessProbe: { exec: { command: ["healthy"] }, timeoutSeconds: 2, periodSeconds: 20 },
      },
    ],
    volumes: [
      { name: "config", configMap: { name: "settings", items: [{ key: "a", path: "app" }] } },
      { name: "password", secret: { name: "database", defaultMode: "0440", optional: true } },
      { name: "tmp", emptyDir: { medium: "Memory", sizeLimit: "64Mi" } },
      {
        name: "all",
        projected: {
          defaultMode: "0440",
          sources: [
            { configMap: { name: "settings" } },
            { secret: { name: "database", items: [{ key: "a", path: "a", mode: "0400" }] } },
            { serviceAccountToken: { path: "token", audience: "vault", expirationSeconds: 600 } },
          ],
        },
      },
      { name: "secrets", csi: { secretProviderClass: "orders" } },
      { name: "shared", persistentVolumeClaim: { claimName: "shared", readOnly: true } },
    ],
    securityContext: {
      runAsUser: 1000,
      runAsGroup: 1000,
      fsGroup: 2000,
      fsGroupChangePolicy: "OnRootMismatch",
      supplementalGroups: [3000],
    },
    nodeSelector: { pool: "orders" },
    tolerations: [
      { key: "sku", value: "gpu", effect: TaintEffect.NO_EXECUTE, tolerationSeconds: 60 },
    ],
    affinity: {
      nodeAffinity: [
        { matchExpressions: [{ key: "zone", operator: NodeOperator.IN, values: ["1"] }] },
        { weight: 10, matchExpressions: [{ key: "gpu", operator: NodeOperator.EXISTS }] },
      ],
      podAffinity: [{ topologyKey: "kubernetes.io/hostname", matchLabels: { team: "shop" } }],
      podAntiAffinity: [
        { topologyKey: "kubernetes.io/hostname", weight: 100 },
        { topologyKey: "topology.kubernetes.io/zone", matchLabels: { team: "other" } },
      ],
    },
    topologySpreadConstraints: [
      { topologyKey: "topology.kubernetes.io/zone", minDomains: 2 },
      {
        topologyKey: "kubernetes.io/hostname",
        whenUnsatisfiable: WhenUnsatisfiable.SCHEDULE_ANYWAY,
      },
    ],
    imagePullSecrets: ["registry"],
    priorityClassName: "high",
    terminationGracePeriodSeconds: 60,
    hostAliases: [{ ip: "10.0.0.1", hostnames: ["legacy.example.com"] }],
  };
}

/**
 * One workload of each kind with everything set. Each is found by its name. The Job runs what it is given:
 * an apply waits for its end.
 */
export function fullWorkloads(
  stack: Construct,
  serviceAccount: WorkloadServiceAccount,
  command: string[] = ["app"],
): void {
  const props = (name: string) => fullProps(serviceAccount, name);
  new WorkloadDeployment(stack, "deployment", {
    ...props("deployment"),
    replicas: 2,
    strategy: { type: DeploymentStrategyType.ROLLING_UPDATE, maxSurge: "1", maxUnavailable: "0" },
    waitForRollout: true,
  });
  new WorkloadStatefulSet(stack, "stateful-set", {
    ...props("stateful-set"),
    replicas: 2,
    serviceName: "headless",
    podManagementPolicy: PodManagementPolicy.PARALLEL,
    updateStrategy: { partition: 0 },
    volumeClaimTemplates: [
      {
        name: "data",
        storage: "8Gi",
        accessModes: [AccessMode.READ_WRITE_ONCE],
        storageClassName: "managed-csi",
      },
    ],
    waitForRollout: true,
  });
  new WorkloadDaemonSet(stack, "daemon-set", {
    ...props("daemon-set"),
    updateStrategy: { maxSurge: "1" },
    waitForRollout: true,
  });
  new WorkloadCronJob(stack, "cron-job", {
    ...props("cron-job"),
    schedule: "30 2 * * 1-5",
    timeZone: "Europe/Berlin",
    concurrencyPolicy: ConcurrencyPolicy.FORBID,
    successfulJobsHistoryLimit: 1,
    failedJobsHistoryLimit: 1,
    startingDeadlineSeconds: 60,
    suspend: false,
    backoffLimit: 2,
    activeDeadlineSeconds: 600,
    ttlSecondsAfterFinished: 600,
  });
  const [first, ...others] = props("job").containers;
  new WorkloadJob(stack, "job", {
    ...props("job"),
    containers: [{ ...first, command }, ...others],
    activeDeadlineSeconds: 600,
  });
  new WorkloadPod(stack, "pod", props("pod"));
}
