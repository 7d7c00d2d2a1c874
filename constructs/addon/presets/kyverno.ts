import type { AddonComponent, AddonPreset } from "../addon-preset";
import { REGISTRY } from "./shared/policy-and-runtime";

const KYVERNO_SOURCE = "https://github.com/kyverno/kyverno/blob/v1.19.0/charts/kyverno";

/** A controller of Kyverno: all have the same values under a key of their own. */
function controller(name: string, optional: boolean): AddonComponent {
  const key = `${name}Controller`;
  return {
    name,
    optional,
    serviceAccountName: `kyverno-${name}-controller`,
    podLabels: [`${key}.podLabels`],
    podAnnotations: [`${key}.podAnnotations`],
    accountName: `${key}.rbac.serviceAccount.name`,
    accountAnnotations: `${key}.rbac.serviceAccount.annotations`,
  };
}

export const KYVERNO: AddonPreset = {
  name: "kyverno",
  title: "Kyverno, verification of images",
  namespace: "kyverno",
  components: [
    controller("admission", false),
    controller("background", true),
    controller("reports", true),
  ],
  scopes: [REGISTRY],
  chart: {
    name: "kyverno",
    repository: "https://kyverno.github.io/kyverno/",
    version: "3.9.0",
  },
  sources: [`${KYVERNO_SOURCE}/values.yaml`, `${KYVERNO_SOURCE}/templates/admission-controller`],
  notes: [
    "`features.registryClient.credentialHelpers` has `azure` by default.",
    "`components` adds the background and the reports controller, where they verify images too.",
    "`rbac.create` makes accounts and Kubernetes roles together, so that the chart always makes the account.",
  ],
};
