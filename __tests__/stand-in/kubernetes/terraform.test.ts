import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppliedStack, StackOptions, describeTerraform, openForApply } from "../terraform";
import { StandInOptions } from "../provider";

const CONTAINER = { name: "c", image: "registry.example.com/app:1.0" };
const RESTRICTED = {
  metadata: { name: "shop", labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
};

type Resources = { readonly [type: string]: { readonly [id: string]: object } };

let directory: string;
let stack: AppliedStack | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "stack-"));
});

afterEach(() => {
  stack?.close();
  stack = undefined;
  rmSync(directory, { recursive: true, force: true });
});

function write(resource: Resources, others: object = {}): void {
  const provider = { kubernetes: [{ host: "https://cluster.test" }] };
  const content = { provider, resource, ...others };
  writeFileSync(join(directory, "main.tf.json"), JSON.stringify(content));
}

async function opened(options: StackOptions & StandInOptions = {}): Promise<AppliedStack> {
  stack = await openForApply(directory, options);
  expect(await stack.init()).toMatchObject({ code: 0 });
  return stack;
}

/** A Deployment, or what has pods as it does. */
function workload(container: object = {}, spec: object = {}, name = "w") {
  return {
    metadata: { name, namespace: "shop" },
    spec: {
      selector: { match_labels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { container: [{ ...CONTAINER, ...container }], ...spec },
      },
    },
    wait_for_rollout: false,
  };
}

const EXISTING = { namespaces: ["shop"] };

describeTerraform("the stand-in for Kubernetes with terraform", () => {
  test.each<[string, Resources, string]>([
    [
      "an object in a namespace that is not there",
      {
        kubernetes_deployment_v1: { w: { ...workload(), metadata: { name: "w", namespace: "x" } } },
      },
      'Error: Failed to create deployment: namespaces "x" not found',
    ],
    [
      "an account that is not there to be annotated",
      {
        kubernetes_annotations: {
          a: {
            ...{ api_version: "v1", kind: "ServiceAccount", annotations: { a: "b" } },
            metadata: { name: "orders", namespace: "shop" },
          },
        },
      },
      'Error: The resource "orders" does not exist',
    ],
    [
      "a pod of Windows, whose process namespace is always written",
      { kubernetes_deployment_v1: { w: workload({}, { os: { name: "windows" } }) } },
      'Error: Failed to create deployment: Deployment.apps "w" is invalid: spec.template.spec.shareProcessNamespace: Forbidden: cannot be set for a windows pod',
    ],
    [
      "variables from nowhere, which end the provider",
      { kubernetes_deployment_v1: { w: workload({ env_from: [{}] }) } },
      "Error: Plugin did not respond",
    ],
    [
      "a manifest in a namespace that is not there",
      {
        kubernetes_manifest: {
          m: {
            manifest: {
              ...{ apiVersion: "example.com/v1", kind: "Thing" },
              metadata: { name: "t", namespace: "x" },
            },
          },
        },
      },
      'namespaces "x" not found',
    ],
  ])("refuses %s", async (_what, resource, message) => {
    // GIVEN
    write(resource);

    // WHEN
    const { code, stderr } = await (await opened({ existing: EXISTING })).apply();

    // THEN
    expect(code).toBe(1);
    expect(stderr.replace(/\s+/g, " ")).toContain(message);
  });

  test("refuses what the provider's rules do not allow, when it is validated", async () => {
    // GIVEN
    const port = [{ container_port: 80, protocol: "SCTP" }];
    write({ kubernetes_deployment_v1: { w: workload({ port }) } });

    // WHEN
    const { code, stderr } = await (await opened()).validate();

    // THEN
    expect(code).toBe(1);
    expect(stderr).toContain(
      'expected spec.0.template.0.spec.0.container.0.port.0.protocol to be one of ["TCP" "UDP"], got SCTP',
    );
  });

  test("gives a name once", async () => {
    // GIVEN
    const twice = { metadata: { name: "twice", namespace: "shop" } };
    write({ kubernetes_service_account_v1: { one: twice, other: twice } });

    // WHEN
    const { code, stderr } = await (await opened({ existing: EXISTING })).apply();

    // THEN
    expect(code).toBe(1);
    expect(stderr).toContain('Error: serviceaccounts "twice" already exists');
  });

  test("gives a name in each of two clusters that one stack reaches", async () => {
    // GIVEN
    const account = { metadata: { name: "one", namespace: "default" } };
    const there = { ...account, provider: "kubernetes.there" };
    write(
      { kubernetes_service_account_v1: { here: account, there } },
      {
        provider: {
          kubernetes: [
            { host: "https://here.test" },
            { alias: "there", host: "https://there.test" },
          ],
        },
      },
    );

    // WHEN
    const { code } = await (await opened()).apply();

    // THEN
    expect(code).toBe(0);
    expect(await stack!.plan("-detailed-exitcode")).toMatchObject({ code: 0 });
  });

  test("plans a probe without a path again and again", async () => {
    // GIVEN
    write({
      kubernetes_deployment_v1: { w: workload({ liveness_probe: { http_get: { port: "80" } } }) },
    });
    const stack = await opened({ existing: EXISTING });

    // WHEN
    expect(await stack.apply()).toMatchObject({ code: 0 });
    expect(await stack.apply()).toMatchObject({ code: 0 });

    // THEN
    const { code, stdout } = await stack.plan("-detailed-exitcode");
    expect(code).toBe(2);
    expect(stdout).toMatch(/- path += "\/" -> null/);
  });

  test("keeps a limit that is no longer written, at its place in the list", async () => {
    // GIVEN
    const limits = { memory: "8Gi" };
    const main = { ...CONTAINER, name: "main", resources: { limits } };
    write({ kubernetes_deployment_v1: { w: workload({}, { container: [main] }) } });
    const stack = await opened({ existing: EXISTING });
    expect(await stack.apply()).toMatchObject({ code: 0 });

    // WHEN
    const agent = { ...CONTAINER, name: "agent" };
    write({ kubernetes_deployment_v1: { w: workload({}, { container: [agent, main] }) } });
    expect(await stack.apply()).toMatchObject({ code: 0 });

    // THEN
    const [{ pod }] = stack.clusters.pods;
    expect(pod.spec).toMatchObject({
      containers: [
        { name: "agent", resources: { limits } },
        { name: "main", resources: { limits } },
      ],
    });
    expect(await stack.plan("-detailed-exitcode")).toMatchObject({ code: 0 });
  });

  test("stores a Deployment whose pods are not let in, and says who they are", async () => {
    // GIVEN
    write({
      kubernetes_namespace_v1: { shop: RESTRICTED },
      kubernetes_deployment_v1: {
        w: { ...workload(), depends_on: ["kubernetes_namespace_v1.shop"] },
      },
    });
    const stack = await opened();

    // WHEN
    const applied = await stack.apply();

    // THEN
    expect(applied).toMatchObject({ code: 0, stderr: "" });
    expect(stack.clusters.refusedPods).toMatchObject([{ owner: "Deployment shop/w" }]);
    expect(await stack.plan("-detailed-exitcode")).toMatchObject({ code: 0 });
  });

  test.each<[string, object, string]>([
    ["its time for the apply is over", {}, "job: shop/j is not in complete state"],
    ["its own time is over", { active_deadline_seconds: 60 }, "job: shop/j is in failed state"],
  ])(
    "fails to apply a Job that is waited for when %s, and makes it anew",
    async (_w, spec, end) => {
      // GIVEN
      write({
        kubernetes_namespace_v1: { shop: RESTRICTED },
        kubernetes_job_v1: {
          j: {
            metadata: { name: "j", namespace: "shop" },
            spec: { template: { metadata: {}, spec: { container: [CONTAINER] } }, ...spec },
            depends_on: ["kubernetes_namespace_v1.shop"],
          },
        },
      });
      const stack = await opened();

      // WHEN
      const { code, stderr } = await stack.apply();

      // THEN
      expect(code).toBe(1);
      expect(stderr).toContain(`Error: ${end}`);
      expect((await stack.plan()).stdout).toContain("kubernetes_job_v1.j is tainted");
    },
  );

  test("does not make a bare pod that is not let in", async () => {
    // GIVEN
    const pod = { metadata: { name: "p", namespace: "shop" }, spec: { container: [CONTAINER] } };
    write({
      kubernetes_namespace_v1: { shop: RESTRICTED },
      kubernetes_pod_v1: { p: { ...pod, depends_on: ["kubernetes_namespace_v1.shop"] } },
    });
    const stack = await opened();

    // WHEN
    const { code, stderr } = await stack.apply();

    // THEN
    expect(code).toBe(1);
    expect(stderr).toContain(
      'Error: pods "p" is forbidden: violates PodSecurity "restricted:latest"',
    );
    expect(stack.applied.map(({ typeName }) => typeName)).toEqual(["kubernetes_namespace_v1"]);
    expect((await stack.plan()).stdout).toContain("# kubernetes_pod_v1.p will be created");
  });

  test.each([
    ["cpu: 1000m", { resources: { limits: { cpu: "1000m" } } }, {}, true],
    ["memory: 1024Mi", { resources: { limits: { memory: "1024Mi" } } }, {}, true],
    ["tolerations: []", {}, { tolerations: [] }, true],
    ["hostNetwork: false", {}, { hostNetwork: false }, true],
    ["securityContext: {}", {}, { securityContext: {} }, false],
    ["cpu: 100m", { resources: { limits: { cpu: "100m" } } }, {}, false],
  ])(
    "replaces a manifest with %s at each apply, or leaves it: %#",
    async (_w, own, spec, isLost) => {
      // GIVEN
      const labels = { app: "m" };
      const containers = [{ ...CONTAINER, ...own }];
      const manifest = {
        ...{ apiVersion: "apps/v1", kind: "Deployment" },
        metadata: { name: "m", namespace: "shop" },
        spec: {
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers, ...spec } },
        },
      };
      write({ kubernetes_manifest: { m: { manifest } } });
      const stack = await opened({ existing: EXISTING });

      // WHEN
      const { code, stderr } = await stack.apply();

      // THEN
      if (isLost) {
        expect(code).toBe(1);
        expect(stderr).toContain("Provider produced inconsistent result after apply");
        expect((await stack.plan()).stdout).toContain("kubernetes_manifest.m is tainted");
      } else {
        expect(code).toBe(0);
        expect(await stack.plan("-detailed-exitcode")).toMatchObject({ code: 0 });
      }
    },
  );
});
