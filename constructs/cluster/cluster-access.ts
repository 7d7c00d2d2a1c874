import type {
  KubernetesClusterAzureActiveDirectoryRoleBasedAccessControl,
  KubernetesClusterLinuxProfile,
} from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import type { Construct } from "constructs";
import { checkName } from "../private/checks";
import { RULES } from "../private/rules";
import { ClusterLogin, type Logins } from "./cluster-connection";
import { localAccountsNeeded } from "./connection-errors";

/** A key for logging in to the nodes. */
export interface SshOptions {
  /** The public key, as in `~/.ssh/id_rsa.pub`. Changing it replaces the cluster. */
  readonly publicKey: string;

  /**
   * The name of the administrator. Changing it replaces the cluster.
   *
   * @default "azureuser"
   */
  readonly adminUsername?: string;
}

/** Microsoft Entra ID as the login of people and pipelines to the cluster. */
export interface EntraOptions {
  /**
   * The object ids of the groups that administer the cluster, GUIDs.
   *
   * @default - none; Azure roles decide, if `azureRbac` is on
   */
  readonly adminGroupObjectIds?: string[];

  /**
   * Whether Azure roles such as `Azure Kubernetes Service RBAC Cluster Admin` decide who may do what in
   * the cluster. They take up to five minutes to work.
   *
   * @default false
   */
  readonly azureRbac?: boolean;

  /**
   * The tenant, a GUID.
   *
   * @default - the tenant of the subscription
   */
  readonly tenantId?: string;
}

/** Who gets in to a cluster, and how. */
interface ClusterAccess {
  readonly entra?: EntraOptions;
  readonly localAccounts?: boolean;
  readonly ssh?: SshOptions;
}

/** The arguments of a cluster that say who gets in. */
interface AccessArguments {
  readonly azureActiveDirectoryRoleBasedAccessControl?: KubernetesClusterAzureActiveDirectoryRoleBasedAccessControl;
  readonly localAccountDisabled?: boolean;
  readonly linuxProfile?: KubernetesClusterLinuxProfile;
}

/**
 * The arguments of a cluster that say who gets in.
 *
 * @internal
 */
export function accessArguments(
  cluster: Construct,
  { entra, localAccounts, ssh }: ClusterAccess,
): AccessArguments {
  checkName(cluster, "ssh.publicKey", ssh?.publicKey, RULES.sshPublicKey);
  checkName(cluster, "ssh.adminUsername", ssh?.adminUsername, RULES.adminUsername);
  checkName(cluster, "entra.tenantId", entra?.tenantId, RULES.tenantId);
  entra?.adminGroupObjectIds?.forEach((group, index) =>
    checkName(cluster, `entra.adminGroupObjectIds[${index}]`, group, RULES.objectId),
  );
  if (localAccounts === false && !entra) throw localAccountsNeeded(cluster);
  return {
    azureActiveDirectoryRoleBasedAccessControl: entra && {
      adminGroupObjectIds: entra.adminGroupObjectIds,
      azureRbacEnabled: entra.azureRbac ?? false,
      // azurerm asks for one of the two; an empty tenant is filled by AKS.
      tenantId: entra.tenantId ?? (entra.adminGroupObjectIds ? undefined : ""),
    },
    localAccountDisabled: localAccounts === false ? true : undefined,
    linuxProfile: ssh && {
      adminUsername: ssh.adminUsername ?? "azureuser",
      sshKey: { keyData: ssh.publicKey },
    },
  };
}

/**
 * Which logins a cluster's settings allow: with Entra ID the user's kubeconfig holds no certificate.
 *
 * @internal
 */
export function loginsOf({ entra, localAccounts = true }: ClusterAccess): Logins {
  if (!entra) return [ClusterLogin.CERTIFICATE];
  return localAccounts ? [ClusterLogin.ADMIN, ClusterLogin.KUBELOGIN] : [ClusterLogin.KUBELOGIN];
}
