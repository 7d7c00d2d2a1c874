/** Every finding: how it is seen from outside, and how it is fixed. The page of `verify` shows this table. */
export const FINDINGS = {
  "cluster-differs": {
    seen: "the server of the kubeconfig, or its issuer, is not that of the cluster in Azure",
    fix: "name the cluster with `--cluster`, or the context with `--context`",
  },
  "cluster-state": {
    seen: "the provisioning state of the cluster is not Succeeded",
    fix: "reconcile it with `az aks update`",
  },
  "issuer-off": {
    seen: "`oidcIssuerProfile.enabled` of the cluster is false",
    fix: "`az aks update --enable-oidc-issuer`, then credentials with its issuer",
  },
  "issuer-unreachable": {
    seen: "the public discovery document of the issuer gives another answer than its own name",
    fix: "reconcile the cluster with `az aks update` (AADSTS90061)",
  },
  "add-on-off": {
    seen: "`securityProfile.workloadIdentity.enabled` is false and the cluster has no webhook",
    fix: "`az aks update --enable-workload-identity`, then restart the pods",
  },
  "webhook-missing": {
    seen: "no configuration has a webhook of the name `mutation.azure-workload-identity.io`",
    fix: "reconcile the cluster with `az aks update`, or install the webhook",
  },
  "webhook-not-ready": {
    seen: "no replica of the webhook is ready, and no dry run got through",
    fix: "look at its deployment; until then no labelled pod starts",
  },
  "webhook-twice": {
    seen: "two configurations have the webhook: that of AKS and one that was installed",
    fix: "uninstall the one that was installed with Helm",
  },
  "webhook-ignores": {
    seen: "the failure policy of the webhook is Ignore: pods start without identity when it is down",
    fix: "update the webhook; versions since 1.0 say Fail",
  },
  "namespace-excluded": {
    seen: "the webhook's namespace selector leaves the namespace out, as AKS does with `kube-system`",
    fix: "move the workload to another namespace",
  },
  "account-missing": {
    seen: "no service account of this name is in the namespace",
    fix: "create it, or run the app again",
  },
  "annotation-missing": {
    seen: "the account has no client id, and the pods have none of their own",
    fix: "`kubectl annotate` the account with the client id of its identity, then restart",
  },
  "annotation-misspelt": {
    seen: "a key on the account means the client id and is written otherwise, or is a label",
    fix: "`kubectl annotate` with the right key, then restart",
  },
  "annotation-padded": {
    seen: "the value has blanks around it; the webhook passes them on",
    fix: "`kubectl annotate` without them, then restart",
  },
  "annotation-malformed": {
    seen: "the value is no GUID, such as the resource id of the identity",
    fix: "`kubectl annotate` with the client id, then restart",
  },
  "annotation-principal-id": {
    seen: "the value is the principal id of an identity instead of its client id",
    fix: "`kubectl annotate` with the client id, then restart",
  },
  "annotation-other": {
    seen: "the value is the client id of another identity than the inventory says",
    fix: "run the app again, or `kubectl annotate` with the right client id",
  },
  "tenant-blank": {
    seen: "the tenant annotation is empty: pods get no `AZURE_TENANT_ID`",
    fix: "remove the annotation, then restart",
  },
  "tenant-differs": {
    seen: "the tenant annotation is not the tenant of the identity",
    fix: "annotate with the tenant of the identity, then restart",
  },
  "expiry-out-of-bounds": {
    seen: "the annotated life of the token is not between 3600 and 86400 seconds: pods are refused",
    fix: "annotate with a number within, or remove the annotation",
  },
  "identity-unknown": {
    seen: "no identity with the client id was seen; broken only where Entra says AADSTS700016",
    fix: "name its subscription with `--subscription`, or annotate with the right client id",
  },
  "identity-missing": {
    seen: "the inventory has the identity, and the whole list of its subscription has not",
    fix: "run the app again",
  },
  "identity-ambiguous": {
    seen: "several identities have the name that the inventory says",
    fix: "name the group with `--resource-group`",
  },
  "identity-binding": {
    seen: "the pods use an identity binding, which exchanges tokens in another way",
    fix: "none: bindings are not checked",
  },
  "credential-missing": {
    seen: "no credential of the identity is one field away from the account",
    fix: "`az identity federated-credential create`, or run the app again",
  },
  "issuer-slash": {
    seen: "a credential matches but for the slash at the end of its issuer",
    fix: "`az identity federated-credential update` with the issuer verbatim",
  },
  "issuer-differs": {
    seen: "a credential matches but for its issuer, which is that of another or an older cluster",
    fix: "`az identity federated-credential create` for the issuer of this cluster",
  },
  "subject-differs": {
    seen: "a credential matches but for the subject, which no account here has",
    fix: "`az identity federated-credential update` with the subject of the account",
  },
  "subject-capitals": {
    seen: "a credential matches but for capitals in its subject, which Entra compares",
    fix: "`az identity federated-credential update` with the subject in small letters",
  },
  "audience-differs": {
    seen: "a credential matches but for its audience",
    fix: "`az identity federated-credential update` with `api://AzureADTokenExchange`",
  },
  "exchange-refused": {
    seen: "Entra refused the token each time (`--exchange`)",
    fix: "by the code, see [errors.md](errors.md#when-terraform-applies-or-the-pod-runs)",
  },
  "exchange-pending": {
    seen: "a credential matches by comparison, and Entra refuses yet: its caches are older",
    fix: "wait, for example with `--wait 10m`",
  },
  "workload-missing": {
    seen: "the inventory has the workload, and the cluster has not",
    fix: "run the app again, or sync the cluster",
  },
  "label-missing": {
    seen: "pods run as an annotated account without the label, and nothing else uses the account",
    fix: "`kubectl patch` the pod template with the label",
  },
  "label-misplaced": {
    seen: "the label is on the controller or the account instead of the pod template",
    fix: "`kubectl patch` the pod template with the label",
  },
  "label-value": {
    seen: 'the label is not the text `"true"`',
    fix: "`kubectl patch` the pod template with the label",
  },
  "not-injected": {
    seen: "a dry run of the template gives a labelled pod without token",
    fix: "look at the webhook and its selectors",
  },
  "restart-needed": {
    seen: "a pod is older than label, webhook or annotation: it has no token or another client id",
    fix: "`kubectl rollout restart`, or delete the pod",
  },
  "pod-refused": {
    seen: "a dry run of the template, a condition or an event says that its pods are refused",
    fix: "by the text of the refusal",
  },
  "variables-own": {
    seen: "the template sets an `AZURE_CLIENT_ID` of its own, which wins over the annotation",
    fix: "`kubectl set env … AZURE_CLIENT_ID-`",
  },
  "container-skipped": {
    seen: "an annotation leaves containers without token",
    fix: "remove the annotation if they need one",
  },
  "role-missing": {
    seen: "the whole list of the identity's roles has none at the scope or above",
    fix: "`az role assignment create`, or run the app again",
  },
  "role-conditional": {
    seen: "the role that gives access has a condition, which is not evaluated",
    fix: "read the condition",
  },
  "vault-policy-mode": {
    seen: "the vault uses access policies, so that roles do not count",
    fix: "`az keyvault update --enable-rbac-authorization`",
  },
  "vault-closed": {
    seen: "the vault refuses public access or all networks but some; broken where nothing is let in",
    fix: "let the subnet of the nodes in, or make a private endpoint",
  },
  "check-failed": {
    seen: "the last access check ended with one of its exit codes",
    fix: "by its reason; then run the check again",
  },
  "log-code": {
    seen: "the log of a pod of the last hour holds an AADSTS code",
    fix: "by the code, see [errors.md](errors.md#when-terraform-applies-or-the-pod-runs)",
  },
} as const;

export type FindingId = keyof typeof FINDINGS;
