import { Cluster } from "./cluster";
import { Clusters } from "./clusters";
import { JsonObject, copyOf } from "./names";

const CONTAINER = { name: "c", image: "registry.example.com/app:1.0" };

/** A context with which "restricted" lets a pod in. */
const RESTRICTED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
};

function namespace(name: string, level: string): JsonObject {
  const labels = { "pod-security.kubernetes.io/enforce": level };
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
}

function pod(container: JsonObject = {}, spec: JsonObject = {}, place = "shop"): JsonObject {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "p", namespace: place },
    spec: { containers: [{ ...CONTAINER, ...container }], ...spec },
  };
}

/** A workload that runs such a container. */
function workload(kind: string, container: JsonObject = {}): JsonObject {
  const labels = { app: "w" };
  const isJob = kind.endsWith("Job");
  const containers = [{ ...CONTAINER, ...container }];
  const template = {
    metadata: { labels },
    spec: { containers, ...(isJob && { restartPolicy: "Never" }) },
  };
  const spec: JsonObject = { template };
  if (!isJob) spec.selector = { matchLabels: labels };
  return {
    apiVersion: isJob ? "batch/v1" : "apps/v1",
    kind,
    metadata: { name: "w", namespace: "shop" },
    spec: kind === "CronJob" ? { schedule: "@daily", jobTemplate: { spec } } : spec,
  };
}

const KINDS = ["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"];

describe("a stand-in cluster", () => {
  test("has the namespaces that every cluster has, and none that nobody made", () => {
    const cluster = new Cluster();

    for (const name of ["default", "kube-system", "kube-public", "kube-node-lease"]) {
      expect(cluster.get({ apiVersion: "v1", kind: "Namespace", name })).toBeDefined();
    }
    expect(() => cluster.create(workload("Deployment"))).toThrow('namespaces "shop" not found');
  });

  test.each([
    ["Deployment", 'deployments.apps "w" already exists'],
    ["StatefulSet", 'statefulsets.apps "w" already exists'],
    ["DaemonSet", 'daemonsets.apps "w" already exists'],
    ["Job", 'jobs.batch "w" already exists'],
    ["CronJob", 'cronjobs.batch "w" already exists'],
  ])("gives a name once to each kind: %s", (kind, message) => {
    const cluster = new Cluster({ namespaces: ["shop"] });
    KINDS.forEach((one) => cluster.create(workload(one)));

    expect(() => cluster.create(workload(kind))).toThrow(message);
  });

  test("says so when a namespace, an account or a pod is there already", () => {
    const cluster = new Cluster({ serviceAccounts: ["shop/orders"] });
    const account = { namespace: "shop", name: "orders" };
    cluster.create(pod());

    expect(() => cluster.create(namespace("shop", "baseline"))).toThrow(
      'namespaces "shop" already exists',
    );
    expect(() =>
      cluster.create({ apiVersion: "v1", kind: "ServiceAccount", metadata: account }),
    ).toThrow('serviceaccounts "orders" already exists');
    expect(() => cluster.create(pod())).toThrow('pods "p" already exists');
  });

  test("forgets what was in a namespace with it", () => {
    // GIVEN
    const cluster = new Cluster({ namespaces: ["shop"] });
    cluster.create(workload("Deployment"));
    const deployment = { apiVersion: "apps/v1", kind: "Deployment", namespace: "shop", name: "w" };

    // WHEN
    cluster.delete({ apiVersion: "v1", kind: "Namespace", name: "shop" });

    // THEN
    expect(cluster.get(deployment)).toBeUndefined();
    expect(cluster.wasDeleted(deployment)).toBe(true);
    expect(cluster.pods).toEqual([]);
  });

  test.each<[string, string, (spec: JsonObject) => void, string]>([
    [
      "the selector of a Deployment",
      "Deployment",
      (spec) => {
        spec.selector = { matchLabels: { app: "x" } };
        (spec.template as JsonObject).metadata = { labels: { app: "x" } };
      },
      'Deployment.apps "w" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"x"}}: field is immutable',
    ],
    [
      "the completion mode of a Job",
      "Job",
      (spec) => (spec.completionMode = "Indexed"),
      'Job.batch "w" is invalid: spec.completionMode: Invalid value: "Indexed": field is immutable',
    ],
    [
      "the claims of a StatefulSet",
      "StatefulSet",
      (spec) => (spec.volumeClaimTemplates = [{ metadata: { name: "d" }, spec: {} }]),
      "StatefulSet.apps \"w\" is invalid: spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    ],
  ])("does not let %s change", (_what, kind, change, message) => {
    // GIVEN
    const cluster = new Cluster({ namespaces: ["shop"] });
    const changed = copyOf(cluster.create(workload(kind)));

    // WHEN
    change(changed.spec as JsonObject);

    // THEN
    expect(() => cluster.update(changed)).toThrow(message);
  });

  test("lets the image of a pod change, and nothing else of it", () => {
    // GIVEN
    const cluster = new Cluster({ namespaces: ["shop"] });
    const stored = cluster.create(pod());
    const changed = (field: string, value: string) => {
      const copy = copyOf(stored);
      ((copy.spec as JsonObject).containers as JsonObject[])[0][field] = value;
      return copy;
    };

    // THEN
    expect(cluster.update(changed("image", "other:2")).spec).toMatchObject({
      containers: [{ image: "other:2" }],
    });
    expect(() => cluster.update(changed("name", "other"))).toThrow(
      'Pod "p" is invalid: spec: Forbidden: pod updates may not change fields other than',
    );
  });

  test("tells a name twice, a mount of nothing and labels that nobody selects", () => {
    const cluster = new Cluster({ namespaces: ["shop"] });
    const broken = workload("Deployment", { volumeMounts: [{ name: "v", mountPath: "/v" }] });
    (broken.spec as JsonObject).selector = { matchLabels: { app: "x" } };

    expect(() => cluster.create(broken)).toThrow(
      'Deployment.apps "w" is invalid: [spec.template.spec.containers[0].volumeMounts[0].name: Not found: "v", spec.template.metadata.labels: Invalid value: {"app":"w"}: `selector` does not match template `labels`]',
    );
  });
});

describe("the Pod Security of a stand-in cluster", () => {
  test.each<[string, string, JsonObject, string | undefined]>([
    ["privileged", "anything", pod({ securityContext: { privileged: true } }), undefined],
    ["baseline", "a pod without contexts", pod(), undefined],
    [
      "baseline",
      "what only hosts may",
      pod(
        {
          ports: [{ containerPort: 80, hostPort: 80 }],
          securityContext: {
            privileged: true,
            capabilities: { add: ["NET_RAW"] },
            seccompProfile: { type: "Unconfined" },
          },
        },
        { hostNetwork: true, volumes: [{ name: "h", hostPath: { path: "/" } }] },
      ),
      'non-default capabilities (container "c" must not include "NET_RAW" in securityContext.capabilities.add), host namespaces (hostNetwork=true), hostPath volumes (volume "h"), hostPort (container "c" uses hostPort 80), privileged (container "c" must not set securityContext.privileged=true), seccompProfile (container "c" must not set securityContext.seccompProfile.type to "Unconfined")',
    ],
    ["restricted", "what it asks for", pod({ securityContext: RESTRICTED }), undefined],
    [
      "restricted",
      "a pod without contexts",
      pod(),
      'allowPrivilegeEscalation != false (container "c" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "c" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or container "c" must set securityContext.runAsNonRoot=true), seccompProfile (pod or container "c" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
    ],
    [
      "restricted",
      "a container that says false where its pod says true",
      pod(
        { securityContext: { ...RESTRICTED, runAsNonRoot: false } },
        { securityContext: { runAsNonRoot: true } },
      ),
      'runAsNonRoot != true (container "c" must not set securityContext.runAsNonRoot=false)',
    ],
    [
      "restricted",
      "a pod that says false where its container says true",
      pod({ securityContext: RESTRICTED }, { securityContext: { runAsNonRoot: false } }),
      "runAsNonRoot != true (pod must not set securityContext.runAsNonRoot=false)",
    ],
    [
      "restricted",
      "the root user",
      pod({ securityContext: { ...RESTRICTED, runAsUser: 0 } }),
      'runAsUser=0 (container "c" must not set runAsUser=0)',
    ],
  ])('of "%s" decides on %s', (level, _what, given, reason) => {
    // GIVEN
    const cluster = new Cluster({ objects: [namespace("shop", level)] });

    // THEN
    if (reason === undefined) {
      cluster.create(given);
      expect(cluster.pods).toMatchObject([{ owner: "Pod shop/p" }]);
    } else {
      expect(() => cluster.create(given)).toThrow(
        `pods "p" is forbidden: violates PodSecurity "${level}:latest": ${reason}`,
      );
      expect(cluster.pods).toEqual([]);
    }
  });

  test.each(KINDS)("keeps the pods of a %s out, which is stored all the same", (kind) => {
    // GIVEN
    const cluster = new Cluster({ objects: [namespace("shop", "restricted")] });

    // WHEN
    const stored = cluster.create(workload(kind));

    // THEN
    expect(stored.metadata).toMatchObject({ name: "w", resourceVersion: "1" });
    expect(cluster.pods).toEqual([]);
    expect(cluster.refusedPods).toEqual([
      {
        owner: `${kind} shop/w`,
        message: expect.stringContaining('is forbidden: violates PodSecurity "restricted:latest"'),
      },
    ]);
  });

  test("lets the pods in once their template is right, and makes none of no replicas", () => {
    // GIVEN
    const clusters = new Clusters();
    clusters.declare({ objects: [namespace("shop", "restricted")] });
    const cluster = clusters.at("https://one.test");
    cluster.create(workload("Deployment"));
    const right = workload("Deployment", { securityContext: RESTRICTED });

    // WHEN
    cluster.update(right);

    // THEN
    expect(clusters.refusedPods).toEqual([]);
    expect(clusters.pods).toMatchObject([{ owner: "Deployment shop/w" }]);

    // WHEN
    (right.spec as JsonObject).replicas = 0;
    cluster.update(right);

    // THEN
    expect(clusters.pods).toEqual([]);
  });

  test("is asked after the webhook, of pods that controllers make, too", () => {
    // GIVEN
    const cluster = new Cluster({ namespaces: ["shop"] });
    const labelled = workload("Deployment");
    const { template } = labelled.spec as { template: { metadata: { labels: JsonObject } } };
    template.metadata.labels["azure.workload.identity/use"] = "true";

    // WHEN
    cluster.create(labelled, "from-1.6");

    // THEN
    expect(JSON.stringify(cluster.pods)).toContain("AZURE_FEDERATED_TOKEN_FILE");
  });
});
