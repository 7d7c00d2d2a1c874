import { comes, found, review, stays, turns, type Written } from "../support/written-plan";

const RISK = "windows-pod-refused";
const DEPLOYMENT = "kubernetes_deployment_v1.w";

const WINDOWS = { os: [{ name: "windows" }] };
const OPTIONS = (...options: object[]) => ({ security_context: [{ windows_options: options }] });
const GMSA = { gmsa_credential_spec: "a", gmsa_credential_spec_name: "b" };

const workload = (spec: object, more: object = {}) => ({
  metadata: [{ name: "w", namespace: "shop" }],
  spec: [{ template: [{ metadata: [{}], spec: [{ container: [], ...spec }] }], ...more }],
});
const pod = (spec: object) => ({ metadata: [{ name: "w", namespace: "shop" }], spec: [spec] });
const told = (change: Written, address = DEPLOYMENT) => found(review({ [address]: change }), RISK);

test.each<[string, object, string[]]>([
  ["os windows", WINDOWS, ["os is windows"]],
  ["os linux", { os: [{ name: "linux" }] }, []],
  ["no os", { os: [] }, []],
  ["a user", OPTIONS({ run_as_username: "a" }), ["windows_options without both gMSA fields"]],
  [
    "one gMSA field",
    OPTIONS({ gmsa_credential_spec: "a" }),
    ["windows_options without both gMSA fields"],
  ],
  ["both gMSA fields", OPTIONS(GMSA), []],
  ["no options", OPTIONS(), []],
  [
    "os and options",
    { ...WINDOWS, ...OPTIONS({}) },
    ["os is windows, windows_options without both gMSA fields"],
  ],
  ["only a node selector", { node_selector: { "kubernetes.io/os": "windows" } }, []],
])("a new workload whose pods have %s", (_what, spec, expected) => {
  expect(told(comes(workload(spec)))).toEqual(expected.map((one) => `${DEPLOYMENT}: ${one}`));
});

test.each<[string, string, Written, number]>([
  ["a Deployment that is updated", DEPLOYMENT, turns(workload({}), workload(WINDOWS)), 1],
  [
    "a Deployment that is replaced",
    DEPLOYMENT,
    turns(workload({}), workload(WINDOWS), { actions: ["delete", "create"] }),
    1,
  ],
  ["a Deployment that stays", DEPLOYMENT, stays(workload(WINDOWS)), 0],
  ["a Deployment that is destroyed", DEPLOYMENT, { before: workload(WINDOWS) }, 0],
  ["a Job that is created", "kubernetes_job_v1.w", comes(workload(WINDOWS)), 1],
  ["a Job that is updated", "kubernetes_job_v1.w", turns(workload({}), workload(WINDOWS)), 0],
  ["a Pod that is created", "kubernetes_pod_v1.w", comes(pod(WINDOWS)), 1],
  ["a Pod that is updated", "kubernetes_pod_v1.w", turns(pod(WINDOWS), pod(WINDOWS)), 0],
])("%s for Windows is refused where its pods are sent", (_what, address, change, count) => {
  expect(told(change, address)).toHaveLength(count);
});

test("an operating system that is only known after apply is no risk", () => {
  const unknown = workload({ os: [{ name: true }] });
  expect(told(comes(workload({ os: [{}] }), { unknown }))).toEqual([]);
});

test("gMSA fields that are only known after apply are there", () => {
  const options = OPTIONS({ gmsa_credential_spec: true, gmsa_credential_spec_name: true });
  expect(told(comes(workload(OPTIONS({})), { unknown: workload(options) }))).toEqual([]);
});

test("a manifest sends nothing of the kind", () => {
  const template = { metadata: {}, spec: { os: { name: "windows" }, containers: [] } };
  const metadata = { name: "w", namespace: "shop" };
  const manifest = { apiVersion: "apps/v1", kind: "Deployment", metadata, spec: { template } };
  expect(told(comes({ manifest }), "kubernetes_manifest.w")).toEqual([]);
});
