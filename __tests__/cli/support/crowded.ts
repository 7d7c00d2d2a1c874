import {
  changed,
  created,
  credential,
  deployment,
  estate,
  grant,
  identity,
  idOf,
  planText,
  stays,
  SUBSCRIPTION,
} from "./estate";

const numbered = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));

/** A plan that replaces as many roles of one principal, each by another one at another scope. */
export function manyRoles(count: number): string {
  const at = (n: number) => `${SUBSCRIPTION}/resourceGroups/group-${n}`;
  const roles = numbered(count, (n) =>
    changed(
      `azurerm_role_assignment.x[${n}]`,
      grant("Reader", at(n)),
      grant("Storage Blob Data Reader", at(n + count)),
      { actions: ["delete", "create"] },
    ),
  );
  return planText(estate(...roles));
}

/** A plan with as many identities that trust one account, and as many new workloads that run as it. */
export function oneSubject(count: number): string {
  const resources = numbered(count, (n) => [
    stays(`azurerm_user_assigned_identity.a[${n}]`, identity(`team-${n}`)),
    created(
      `azurerm_federated_identity_credential.a[${n}]`,
      credential({ parent_id: idOf(`team-${n}`) }),
    ),
    created(`kubernetes_deployment_v1.a[${n}]`, deployment(`app-${n}`)),
  ]);
  return planText(estate(...resources.flat()));
}

/** A plan whose configuration writes a scope with as many references. */
export function longExpression(count: number): string {
  const references = numbered(count, (n) => [`azurerm_a.b${n}.id`, `azurerm_a.b${n}`]).flat();
  const role = created(
    "azurerm_role_assignment.x",
    { ...grant("Reader"), scope: undefined },
    { after_unknown: { scope: true } },
  );
  const { mode, type, name, address } = role;
  const configured = { mode, type, name, address, expressions: { scope: { references } } };
  return planText(estate(role), { root_module: { resources: [configured] } });
}
