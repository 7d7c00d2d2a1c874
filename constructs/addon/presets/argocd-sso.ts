import type { AddonPreset } from "../addon-preset";
import { DOCS, VALUES, chart, server } from "./shared/argo-cd";

export const ARGOCD_SSO: AddonPreset = {
  name: "argocd-sso",
  title: "Argo CD, single sign-on",
  namespace: "argocd",
  components: [server],
  scopes: [],
  chart,
  application: true,
  sources: [VALUES, `${DOCS}/operator-manual/user-management/microsoft.md`],
  notes: [
    "People sign in to an application registration, which no managed identity can be: `addAddon` refuses it. Federate the application with `azuread_application_federated_identity_credential` of the azuread provider: the issuer is `cluster.oidcIssuerUrl`, the subject `system:serviceaccount:argocd:argocd-server`.",
    "The account is annotated with the client id of the application, `server.podLabels` takes the label, and `oidc.config` has `azure.useWorkloadIdentity: true`.",
  ],
};
