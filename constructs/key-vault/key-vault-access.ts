import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { Annotations, Fn } from "cdktf";
import type { Construct } from "constructs";
import type { Grant } from "../access/grant";
import type { IGrantScope } from "../access/grant-scope";
import { CurrentClient, type IGrantable } from "../access/principal";
import { nameKey } from "../private/azure-places";
import {
  checkBound,
  checkIpRule,
  checkLocation,
  checkName,
  checkOneOf,
  checkTags,
} from "../private/checks";
import { registerOnce } from "../private/registry";
import { BOUNDS, RULES } from "../private/rules";
import type { IResourceGroup } from "../resource-group";
import { vaultUnreachable } from "./errors";
import {
  LookedUpVault,
  type VaultAttributes,
  VaultFromAttributes,
  type VaultIdOptions,
  type VaultNameOptions,
} from "./existing-vault";
import type { IKeyVaultCertificate, IKeyVaultKey } from "./key-and-certificate";
import { KeyVaultBase, type KeyVaultDeployerOptions } from "./key-vault-base";
import type { IKeyVaultSecret, KeyVaultSecretOptions } from "./secret";
import { watchVaultApi } from "./vault-api";

/** A vault that gives access by Azure roles. */
export interface IKeyVaultAccess extends IGrantScope {
  /** The name of the vault. */
  readonly name: string;

  /** The vault URI. It differs between Azure clouds and ends in `/`. */
  readonly uri: string;

  /** Writes a secret, whose value is a Terraform variable. */
  addSecret(name: string, options?: KeyVaultSecretOptions): IKeyVaultSecret;

  /** A secret of the vault: the one that was added, or one that exists. */
  secret(name: string): IKeyVaultSecret;

  /** A key of the vault that exists. */
  key(name: string): IKeyVaultKey;

  /** A certificate of the vault that exists. */
  certificate(name: string): IKeyVaultCertificate;

  /** Gives a grantee a role at the vault. */
  grant(grantee: IGrantable, role: string): Grant;

  /** Lets a grantee read all secrets: `Key Vault Secrets User`. */
  grantSecretsRead(grantee: IGrantable): Grant;

  /** Lets a grantee read, set and delete all secrets: `Key Vault Secrets Officer`. */
  grantSecretsWrite(grantee: IGrantable): Grant;

  /** Lets a grantee encrypt, decrypt, sign and verify with all keys: `Key Vault Crypto User`. */
  grantKeysUse(grantee: IGrantable): Grant;

  /** Lets a grantee read all certificates with their private keys: `Key Vault Certificate User`. */
  grantCertificatesRead(grantee: IGrantable): Grant;
}

/** Which networks reach the vault. */
export interface KeyVaultNetworkRules {
  /**
   * What happens to traffic that no rule names: `Allow` or `Deny`. With `Deny` the machine that runs
   * Terraform has to be among the rules, or secrets cannot be written.
   */
  readonly defaultAction: string;

  /**
   * Which traffic passes by the rules: `AzureServices` or `None`. Pods on AKS are not among Azure's
   * trusted services.
   *
   * @default "AzureServices"
   */
  readonly bypass?: string;

  /**
   * Public addresses or CIDR ranges that are let in.
   *
   * @default - none
   */
  readonly ipRules?: string[];

  /**
   * The ids of subnets that are let in. Each needs the service endpoint `Microsoft.KeyVault`.
   *
   * @default - none
   */
  readonly virtualNetworkSubnetIds?: string[];
}

/** How a vault is created. */
export interface KeyVaultAccessProps extends KeyVaultDeployerOptions {
  /** The group that holds the vault. */
  readonly resourceGroup: IResourceGroup;

  /**
   * 3 to 24 letters, digits or `-`, first a letter, last a letter or digit, without `--`, unique in
   * all of Azure. Changing it replaces the vault.
   *
   * @default - `kv-` and 20 characters that Terraform derives from subscription, group and construct path
   */
  readonly name?: string;

  /**
   * The region, such as `eastus`. Changing it replaces the vault.
   *
   * @default - the region of the resource group
   */
  readonly location?: string;

  /**
   * The pricing tier: `standard` or `premium`.
   *
   * @default "standard"
   */
  readonly skuName?: string;

  /**
   * For how many days a deleted vault keeps its name and can be recovered: 7 to 90, settable once.
   *
   * @default 90
   */
  readonly softDeleteRetentionDays?: number;

  /**
   * Whether nobody can purge a deleted vault before its retention ends. Azure cannot turn it off again.
   *
   * @default true
   */
  readonly purgeProtection?: boolean;

  /**
   * Whether the vault can be reached from the Internet, as far as `networkRules` allow.
   *
   * @default true
   */
  readonly publicNetworkAccess?: boolean;

  /**
   * Which networks reach the vault.
   *
   * @default - all
   */
  readonly networkRules?: KeyVaultNetworkRules;

  /**
   * At most 50 tags, keys of at most 512 and values of at most 256 characters.
   *
   * @default - no tags
   */
  readonly tags?: Record<string, string>;
}

/**
 * A Key Vault that gives access by Azure roles, and is protected against purging
 * (`az keyvault create --enable-rbac-authorization --enable-purge-protection`), with what it takes to
 * write secrets and to let workloads read them.
 *
 * Throws when the name, the location, the tier, the retention or a tag breaks Azure's rules.
 */
export class KeyVaultAccess extends KeyVaultBase implements IKeyVaultAccess {
  /**
   * A vault that exists, by its resource id. The plan fails when the vault does not give access by
   * Azure roles, and warns when it is not protected against purging.
   *
   * Throws when the id is that of something else, is not known at synth, or is in another subscription
   * than the provider.
   */
  public static fromVaultId(
    scope: Construct,
    id: string,
    options: VaultIdOptions,
  ): IKeyVaultAccess {
    return new LookedUpVault(scope, id, options, "VaultIdOptions");
  }

  /**
   * A vault that exists, by its name and group. The plan fails when the vault does not give access by
   * Azure roles, and warns when it is not protected against purging.
   *
   * Throws when a name breaks Azure's rules.
   */
  public static fromVaultName(
    scope: Construct,
    id: string,
    options: VaultNameOptions,
  ): IKeyVaultAccess {
    return new LookedUpVault(scope, id, options, "VaultNameOptions");
  }

  /**
   * A vault of which only some things are known. Nothing is looked up or checked. Reading an attribute
   * that was not given throws, naming it.
   *
   * Throws when the id is that of something else.
   */
  public static fromVaultAttributes(
    scope: Construct,
    id: string,
    attributes: VaultAttributes,
  ): IKeyVaultAccess {
    return new VaultFromAttributes(scope, id, attributes);
  }

  public readonly id: string;
  public readonly name: string;
  public readonly uri: string;

  private readonly unreachable: boolean;

  /** @param id unique within the scope */
  constructor(scope: Construct, id: string, props: KeyVaultAccessProps) {
    super(scope, id, "KeyVaultAccessProps", props);
    const { resourceGroup, networkRules } = props;
    checkName(this, "name", props.name, RULES.vault);
    const location = checkLocation(this, "location", props.location);
    checkOneOf(this, "skuName", props.skuName, ["standard", "premium"]);
    checkBound(
      this,
      "softDeleteRetentionDays",
      props.softDeleteRetentionDays,
      BOUNDS.softDeleteRetentionDays,
    );
    checkOneOf(this, "networkRules.defaultAction", networkRules?.defaultAction, ["Allow", "Deny"]);
    checkOneOf(this, "networkRules.bypass", networkRules?.bypass, ["AzureServices", "None"]);
    networkRules?.ipRules?.forEach((rule, index) =>
      checkIpRule(this, `networkRules.ipRules[${index}]`, rule),
    );
    networkRules?.virtualNetworkSubnetIds?.forEach((subnet, index) =>
      checkName(this, `networkRules.virtualNetworkSubnetIds[${index}]`, subnet, RULES.subnetId),
    );
    checkTags(this, props.tags);

    if (props.name) registerOnce(this, "Key Vault", props.name, nameKey("", "", props.name));

    watchVaultApi(this);
    const client = CurrentClient.of(this, props.provider);
    const vault = new KeyVault(this, "Default", {
      provider: props.provider,
      name: props.name ?? this.globalName(client, resourceGroup),
      resourceGroupName: resourceGroup.name,
      location: location ?? resourceGroup.location,
      tenantId: client.tenantId,
      skuName: props.skuName ?? "standard",
      rbacAuthorizationEnabled: true,
      purgeProtectionEnabled: props.purgeProtection ?? true,
      softDeleteRetentionDays: props.softDeleteRetentionDays ?? 90,
      publicNetworkAccessEnabled: props.publicNetworkAccess ?? true,
      networkAcls: networkRules && {
        ...networkRules,
        bypass: networkRules.bypass ?? "AzureServices",
      },
      tags: props.tags,
    });
    this.id = vault.id;
    this.name = props.name ?? vault.name;
    this.uri = vault.vaultUri;
    const { defaultAction, ipRules = [], virtualNetworkSubnetIds = [] } = networkRules ?? {};
    const letsNobodyIn = ipRules.length + virtualNetworkSubnetIds.length === 0;
    this.unreachable =
      props.publicNetworkAccess === false || (defaultAction === "Deny" && letsNobodyIn);
  }

  public override addSecret(name: string, options: KeyVaultSecretOptions = {}): IKeyVaultSecret {
    const secret = super.addSecret(name, options);
    if (this.unreachable) Annotations.of(this).addWarning(vaultUnreachable(name));
    return secret;
  }

  /** Vault names are unique in all of Azure; this one is stable, and known when Terraform plans. */
  private globalName({ subscriptionId }: CurrentClient, resourceGroup: IResourceGroup): string {
    const origin = Fn.join("/", [subscriptionId, resourceGroup.name, this.node.path]);
    return Fn.join("-", ["kv", Fn.substr(Fn.sha256(Fn.lower(origin)), 0, 20)]);
  }
}
