/** A plan of as many identities, each with a trust, a role, an account and a workload, in modules of long names. */
export function manyIdentities(
  count: number,
  action: "create" | "no-op" | "delete",
  name = "team",
): object {
  const resource_changes = Array.from({ length: count }, (_, n) => n).flatMap((n) => {
    const module = `module.platform["production-westeurope"].module.${name}["${name}-${n}-of-the-estate"]`;
    const base = `/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers`;
    const id = `${base}/Microsoft.ManagedIdentity/userAssignedIdentities/${name}-${n}`;
    const change = (type: string, values: object) => ({
      address: `${module}.${type}.this`,
      module_address: module,
      mode: "managed",
      type,
      name: "this",
      change: {
        actions: [action],
        before: action === "create" ? null : values,
        after: action === "delete" ? null : values,
        after_unknown: {},
      },
    });
    return [
      change("azurerm_user_assigned_identity", {
        id,
        name: `${name}-${n}`,
        principal_id: `p-${n}`,
        client_id: `c-${n}`,
      }),
      change("azurerm_federated_identity_credential", {
        parent_id: id,
        issuer: "https://oidc.example.com/",
        subject: `system:serviceaccount:${name}-${n}:app`,
        audience: ["api://AzureADTokenExchange"],
      }),
      change("azurerm_role_assignment", {
        principal_id: `p-${n}`,
        role_definition_name: "Owner",
        scope: `${base}/Microsoft.KeyVault/vaults/kv-${n}`,
      }),
      change("kubernetes_service_account_v1", {
        metadata: [
          {
            name: "app",
            namespace: `${name}-${n}`,
            annotations: { "azure.workload.identity/client-id": `c-${n}` },
          },
        ],
      }),
      change("kubernetes_deployment_v1", {
        metadata: [{ name: "app", namespace: `${name}-${n}` }],
        spec: [
          {
            template: [
              {
                metadata: [{ labels: { "azure.workload.identity/use": "true" } }],
                spec: [{ service_account_name: "app" }],
              },
            ],
          },
        ],
      }),
    ];
  });
  return { format_version: "1.2", resource_changes };
}
