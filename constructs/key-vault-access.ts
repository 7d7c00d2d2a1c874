import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { Grant, type IGrantScope } from "./grant";
import {
  type IKeyVaultSecret,
  type KeyVaultSecretOptions,
  KeyVaultSecretScope,
} from "./key-vault-secret";
import { CurrentClient, type IGrantable } from "./principal";
import {
  checkBound,
  checkId,
  checkLiteral,
  checkName,
  checkOneOf,
  checkTags,
} from "./private/checks";
import { secretAlreadyThere } from "./private/errors";
import { keepInventory } from "./private/inventory";
import { BOUNDS, normalizeLocation, RULES } from "./private/names";
import type { IResourceGroup } from "./resource-group";

/** A vault that gives access by Azure roles. */
export interface IKeyVaultAccess extends IGrantScope {
  /** The name of the vault. */
  readonly name: string;

  /** The vault URI, which differs between Azure clouds; it ends in `/`. */
  readonly uri: string;

  /** Writes a secret, whose value is a Terraform variable. */
  addSecret(name: string, options?: KeyVaultSecretOptions): IKeyVaultSecret;

  /** A secret of the vault: the one that was added, or one that exists. */
  secret(name: string): IKeyVaultSecret;

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
   * The ids of subnets that are let in; each needs the service endpoint `Microsoft.KeyVault`.
   *
   * @default - none
   */
  readonly virtualNetworkSubnetIds?: string[];
}

/** How a vault is created. */
export interface KeyVaultAccessProps {
  /** The group that holds the vault. */
  readonly resourceGroup: IResourceGroup;

  /**
   * 3 to 24 letters, digits or `-`, first a letter, last a letter or digit, without `--`; unique in
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
   * Who writes secrets: the user or pipeline that runs Terraform. Name it when that changes from run
   * to run; the current client's role assignment would be replaced each time.
   *
   * @default - the current client of the azurerm provider
   */
  readonly deployer?: IGrantable;

  /**
   * Whether the deployer is given `Key Vault Secrets Officer` when a secret is added. Turn it off for a
   * deployer that has the role already; Azure refuses a second assignment (RoleAssignmentExists).
   *
   * @default true
   */
  readonly grantDeployer?: boolean;

  /**
   * How long secrets wait until Azure honours the deployer's role; "0s" for no wait. azurerm does not
   * retry a secret that is refused.
   *
   * @default "180s"
   */
  readonly deployerPropagationWait?: string;

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
export class KeyVaultAccess extends Construct implements IKeyVaultAccess {
  public readonly id: string;
  public readonly name: string;
  public readonly uri: string;

  private readonly secrets: Construct;
  private readonly grantDeployer: boolean;
  private readonly deployer?: IGrantable;
  private readonly deployerPropagationWait?: string;

  constructor(scope: Construct, id: string, props: KeyVaultAccessProps) {
    super(scope, id);
    const { resourceGroup, networkRules } = props;
    const location = props.location && normalizeLocation(props.location);
    checkId(this);
    keepInventory(this);
    checkName(this, "name", props.name, RULES.vault);
    checkName(this, "location", location, RULES.location);
    checkOneOf(this, "skuName", props.skuName, ["standard", "premium"]);
    checkBound(
      this,
      "softDeleteRetentionDays",
      props.softDeleteRetentionDays,
      BOUNDS.softDeleteRetentionDays,
    );
    checkOneOf(this, "networkRules.defaultAction", networkRules?.defaultAction, ["Allow", "Deny"]);
    checkOneOf(this, "networkRules.bypass", networkRules?.bypass, ["AzureServices", "None"]);
    checkName(this, "deployerPropagationWait", props.deployerPropagationWait, RULES.duration);
    checkTags(this, props.tags);

    const vault = new KeyVault(this, "Default", {
      name: props.name ?? this.globalName(resourceGroup),
      resourceGroupName: resourceGroup.name,
      location: location ?? resourceGroup.location,
      tenantId: CurrentClient.of(this).tenantId,
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
    this.secrets = new Construct(this, "secrets");
    this.deployer = props.deployer;
    this.grantDeployer = props.grantDeployer ?? true;
    this.deployerPropagationWait = props.deployerPropagationWait;
  }

  /**
   * Writes a secret with Terraform 1.11's write-only argument.
   *
   * Throws when the name, the version or a tag breaks Key Vault's rules, when the name is not known at
   * synth, when the vault has the secret already and when the variable exists.
   */
  public addSecret(name: string, options: KeyVaultSecretOptions = {}): IKeyVaultSecret {
    const known = this.findSecret(name);
    if (known) throw secretAlreadyThere(this, name, known.written);
    return new KeyVaultSecretScope(this.secrets, name, this.id, {
      ...options,
      variableName: options.variableName ?? `${this.node.id}_${name}_value`.replace(/-/g, "_"),
      after: this.deployerGrant()?.afterPropagation(),
    });
  }

  public secret(name: string): IKeyVaultSecret {
    return this.findSecret(name) ?? new KeyVaultSecretScope(this.secrets, name, this.id);
  }

  public grant(grantee: IGrantable, role: string): Grant {
    return Grant.of(grantee, { role, scope: this });
  }

  public grantSecretsRead(grantee: IGrantable): Grant {
    return this.grant(grantee, "Key Vault Secrets User");
  }

  public grantSecretsWrite(grantee: IGrantable): Grant {
    return this.grant(grantee, "Key Vault Secrets Officer");
  }

  public grantKeysUse(grantee: IGrantable): Grant {
    return this.grant(grantee, "Key Vault Crypto User");
  }

  public grantCertificatesRead(grantee: IGrantable): Grant {
    return this.grant(grantee, "Key Vault Certificate User");
  }

  private deployerGrant(): Grant | undefined {
    if (!this.grantDeployer) return undefined;
    return Grant.of(this.deployer ?? CurrentClient.of(this), {
      role: "Key Vault Secrets Officer",
      scope: this,
      propagationWait: this.deployerPropagationWait,
    });
  }

  private findSecret(name: string): KeyVaultSecretScope | undefined {
    checkLiteral(
      this,
      "secret name",
      name,
      "write the name itself: it is part of the Terraform address",
    );
    checkName(this, "secret name", name, RULES.secret);
    return this.secrets.node.tryFindChild(name) as KeyVaultSecretScope | undefined;
  }

  /** Vault names are unique in all of Azure; this one is stable, and known when Terraform plans. */
  private globalName(resourceGroup: IResourceGroup): string {
    const origin = Fn.join("/", [
      CurrentClient.of(this).subscriptionId,
      resourceGroup.name,
      this.node.path,
    ]);
    return Fn.join("-", ["kv", Fn.substr(Fn.sha256(Fn.lower(origin)), 0, 20)]);
  }
}
