import type { IConstruct } from "constructs";
import type { IResourceGroup } from "../resource-group";

/** What issues the tokens of service accounts: an AKS cluster whose OIDC issuer is on. */
export interface IOidcIssuer extends IConstruct {
  /** The name of the cluster. */
  readonly name: string;

  /** The resource group of the cluster. */
  readonly resourceGroup: IResourceGroup;

  /** The issuer URL, verbatim as Azure gives it: with its trailing slash. */
  readonly oidcIssuerUrl: string;

  /** Whether workload identity is known to be off, and nobody said that federations are to be kept. */
  readonly workloadIdentityStopped?: boolean;
}
