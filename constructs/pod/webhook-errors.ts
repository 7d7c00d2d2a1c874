import { refusal } from "../private/message";

// The messages about what the webhook reads and sets.

export const linuxOnly = refusal({
  code: "linux-only",
  says: (what: string, selector: string) => ({
    what: `${what} runs on Linux nodes only.`,
    got: selector,
    allowed: '"kubernetes.io/os": "linux"',
    fix: "change `nodeSelector`",
  }),
  cause: "The proxy sidecar and the access check have Linux images only.",
  cure: "Select Linux nodes, or leave the option out.",
  example: ["the proxy sidecar", "windows"],
});

export const unknownContainer = refusal({
  code: "unknown-container",
  says: (got: string, near: string) => ({
    what: "`skipContainers` names a container that the workload does not have.",
    got,
    allowed: "containers of the workload, and those that other webhooks add",
    fix: `change it to ${JSON.stringify(near)}; the webhook would pass over the name`,
  }),
  cause:
    "The name is one or two characters away from a container of the workload; the webhook passes over names that it does not find, and injects into what was to be skipped.",
  cure: "Correct the name. Containers that other webhooks add, such as `istio-proxy`, may be named.",
  example: ["ap", "app"],
});

export const reservedVariable = refusal({
  code: "reserved-variable",
  says: (got: string, reserved: readonly string[]) => ({
    what: "the webhook sets this environment variable, and leaves alone one that is set already.",
    got,
    allowed: `any name but ${reserved.join(", ")}`,
    fix: "remove it, or use a name of your own, such as OTHER_CLIENT_ID for a further identity",
  }),
  cause: "The webhook never overwrites a variable, so that the pod would use the value set here.",
  cure: "Remove the variable; give a further identity's client id a name of your own.",
  example: ["AZURE_CLIENT_ID", ["AZURE_CLIENT_ID"]],
});

export const keyOfLibrary = refusal({
  code: "key-of-library",
  says: (prop: string, got: string, fix: string) => ({
    what: `this key of \`${prop}\` is set by the library, and would be overwritten or pass by its checks.`,
    got,
    allowed: "any other key",
    fix,
  }),
  cause:
    'The library sets the key itself and would overwrite it, or its checks would not see it: to the webhook even `inject-proxy-sidecar: "false"` is on.',
  cure: "Use the prop that stands for the key, or remove it.",
  example: ["annotations", "azure.workload.identity/inject-proxy-sidecar", "use `proxySidecar`"],
});

export const annotationsTooLong = refusal({
  code: "annotations-too-long",
  says: (got: number, max: number) => ({
    what: "the annotations are longer than Kubernetes takes.",
    got: `${got} characters`,
    allowed: `${max} characters in all keys and values`,
    fix: "move some of it to a config map",
  }),
  cause: "Kubernetes takes 256 KiB of annotations on an object.",
  cure: "Move what is long to a config map.",
  example: [300_000, 262_144],
});
