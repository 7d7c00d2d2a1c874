import { programsTable, realTable, supportTable } from "./support-table";

/** The page docs/support.md. */
export function supportPage(): string {
  return `# What is supported

Written by \`npm run docs\` from \`__tests__/support/support-table.ts\`; a test holds every claim against \`.ci/run\`.

- **tested in CI**: a lane of \`.ci/run\` runs it at every commit. What a machine lacks is skipped by name.
- **tested by hand**: somebody ran it on that day, and nothing runs it since.
- **not**: nobody ran it. It may work; an issue that says so is welcome.

## Packages

In TypeScript a lane synthesizes the tutorial and runs the tests; in another language it runs a program with the package
that jsii makes, and compares what it writes with TypeScript's.

${supportTable()}

The tool \`aks-workload-identity\` is tested with the first row: on Node.js alone, it needs neither cdktf nor cdktn.

## Terraform and OpenTofu

${programsTable()}

The tests apply over stand-ins: small servers with the schemas of the providers. They show what Terraform and OpenTofu
make of the stacks, never what Azure does. No lane reaches Azure.

- **Both are supported from 1.11 on.** The secrets of vaults are write-only arguments, which both have since 1.11; the
  library writes \`required_version\` \`>= 1.11\`, so that an older one refuses the stack. OpenTofu 1.10 does: it has no
  write-only arguments.
- **OpenTofu** is used where \`TERRAFORM_BINARY_NAME=tofu\` is set, as for cdktf: \`TERRAFORM_BINARY_NAME=tofu npm run deploy\`.
  Sources without a host, such as \`hashicorp/azurerm\`, are then those of registry.opentofu.org.
- **OpenTofu 1.12 replaces for a trigger that is new.** A Job or pod that an earlier version of this library made, or that
  \`attach\` comes to, has a new \`terraform_data\` beside it. Terraform, and OpenTofu 1.11, leave the object alone when that is
  created; OpenTofu 1.12 replaces it once: Jobs, and on \`attach\` Jobs in manifests and replication controllers too.
- **The review** reads the plans of both. \`tofu show -json\` leaves out some of what \`terraform show -json\` has; what the
  review says is the same.

## With real providers and a real cluster

\`npm run test:real\` deploys with Terraform 1.11.4 and the real providers to a control plane of Kubernetes 1.36.2 with Pod
Security admission and the webhook 1.5.1. Azure is a simulator, which checks roles, trusts and tokens; pods are taken by
a small kubelet that runs programs of Node.js alone. So it shows what the providers and the API server make of the
stacks, and nothing of Azure's own texts, times and limits. A person runs it; [CONTRIBUTING.md](../CONTRIBUTING.md) has
what it needs.

${realTable()}
`;
}
