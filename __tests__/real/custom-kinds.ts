import type { Lab } from "./lab";

/** The custom kinds of charts and add-ons that the library's objects are of, without their rules. */
const KINDS = [
  ["keda.sh", "v1alpha1", "ScaledObject"],
  ["keda.sh", "v1alpha1", "TriggerAuthentication"],
  ["external-secrets.io", "v1", "SecretStore"],
  ["external-secrets.io", "v1", "ExternalSecret"],
  ["secrets-store.csi.x-k8s.io", "v1", "SecretProviderClass"],
] as const;

/** Makes the custom kinds known to the API server, which then takes any object of them. */
export function addCustomKinds(lab: Lab): void {
  for (const [group, version, kind] of KINDS) {
    const singular = kind.toLowerCase();
    const plural = singular.endsWith("s") ? `${singular}es` : `${singular}s`;
    lab.apply({
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name: `${plural}.${group}` },
      spec: {
        group,
        scope: "Namespaced",
        names: { kind, plural, singular },
        versions: [
          {
            name: version,
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: {
                type: "object",
                properties: {
                  spec: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
                },
              },
            },
          },
        ],
      },
    });
  }
  lab.kubectl(["wait", "--for=condition=Established", "crd", "--all", "--timeout=60s"]);
}
