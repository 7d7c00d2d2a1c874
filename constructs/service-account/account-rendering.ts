import type { Construct, IConstruct } from "constructs";
import { CLIENT_ID, TENANT_ID } from "../../azure/webhook";
import { azureKey } from "../private/azure-places";
import { perApp } from "../private/per-app";
import type { YamlValue } from "../private/yaml";
import { substitutionsTwice } from "./account-errors";
import type { AccountFacts } from "./account-facts";

/** The account as Kubernetes has it. */
export function accountObject(
  { trust, labels, annotations, identityAnnotations, automountToken }: AccountFacts,
  values = identityAnnotations,
): YamlValue {
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: {
      name: trust.serviceAccountName,
      namespace: trust.namespace,
      labels,
      annotations: { ...annotations, ...values },
    },
    automountServiceAccountToken: automountToken,
  };
}

/** The names of variables, made of a construct's id where none is given. */
export function prefixOf({ node }: Construct, given?: string): string {
  return (
    given ??
    node.id
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, "_")
      .replace(/^(?=\d)/, "_")
  );
}

/** The variables that stand for the account in manifests that others apply. */
export function substitutionsOf({ trust }: AccountFacts, prefix: string): Record<string, string> {
  return {
    [`${prefix}_CLIENT_ID`]: trust.identity.clientId,
    [`${prefix}_TENANT_ID`]: trust.identity.tenantId,
    [`${prefix}_SERVICE_ACCOUNT`]: trust.serviceAccountName,
    [`${prefix}_NAMESPACE`]: trust.namespace,
  };
}

/** The annotations of the account with the variables in place of the ids. */
export function variableAnnotations(
  { identityAnnotations }: AccountFacts,
  prefix: string,
): Record<string, string> {
  return {
    ...identityAnnotations,
    [CLIENT_ID]: `\${${prefix}_CLIENT_ID}`,
    [TENANT_ID]: `\${${prefix}_TENANT_ID}`,
  };
}

const prefixes = perApp(() => new Map<string, IConstruct>());

/** Refuses variables of the same names for two accounts of one cluster. */
export function takePrefix(at: Construct, { trust }: AccountFacts, prefix: string): void {
  const taken = prefixes(at);
  const key = `${azureKey(trust.cluster)} ${prefix}`;
  const other = taken.get(key);
  if (other && other !== at) throw substitutionsTwice(at, prefix, other);
  taken.set(key, at);
}
