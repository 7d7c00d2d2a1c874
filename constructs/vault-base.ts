import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { Grant, type IGrantScope } from "./grant";
import {
  type IKeyVaultCertificate,
  type IKeyVaultKey,
  KeyVaultCertificateScope,
  KeyVaultKeyScope,
} from "./key-vault-object";
import {
  type IKeyVaultSecret,
  type KeyVaultSecretOptions,
  KeyVaultSecretScope,
} from "./key-vault-secret";
import { CurrentClient, type IGrantable } from "./principal";
import { checkId, checkLiteral, checkName } from "./private/checks";
import { secretAlreadyThere } from "./private/errors";
import { keepInventory } from "./private/inventory";
import { RULES } from "./private/names";

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

/** Who writes secrets, and how. */
export interface KeyVaultDeployerOptions {
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
   * How long secrets wait until Azure honours the deployer's role, with "0s" for no wait. azurerm does not
   * retry a secret that is refused.
   *
   * @default "180s"
   */
  readonly deployerPropagationWait?: string;

  /**
   * The azurerm provider, for a vault in another subscription or tenant.
   *
   * @default - the stack's own
   */
  readonly provider?: TerraformProvider;
}

/**
 * What every vault can do.
 *
 * @internal
 */
export abstract class KeyVaultBase extends Construct implements IKeyVaultAccess {
  public abstract readonly id: string;
  public abstract readonly name: string;
  public abstract readonly uri: string;
  public readonly provider?: TerraformProvider;

  constructor(
    scope: Construct,
    id: string,
    private readonly options: KeyVaultDeployerOptions,
  ) {
    super(scope, id);
    this.provider = options.provider;
    checkId(this);
    keepInventory(this);
    checkName(this, "deployerPropagationWait", options.deployerPropagationWait, RULES.duration);
  }

  /**
   * Writes a secret with Terraform 1.11's write-only argument.
   *
   * Throws when the name, the version or a tag breaks Key Vault's rules, when the name is not known at
   * synth, when the vault has the secret already and when the variable exists.
   */
  public addSecret(name: string, options: KeyVaultSecretOptions = {}): IKeyVaultSecret {
    checkObjectName(this, "secret", name);
    const known = this.node.tryFindChild("secrets")?.node.tryFindChild(name);
    if (known) throw secretAlreadyThere(this, name, (known as KeyVaultSecretScope).written);
    const write = {
      ...options,
      provider: this.provider,
      variableName: options.variableName ?? `${this.node.id}_${name}_value`.replace(/-/g, "_"),
      after: this.deployerGrant()?.afterPropagation(),
    };
    return this.object("secret", name, (at) => new KeyVaultSecretScope(at, name, this, write));
  }

  public secret(name: string): IKeyVaultSecret {
    return this.object("secret", name, (at) => new KeyVaultSecretScope(at, name, this));
  }

  public key(name: string): IKeyVaultKey {
    return this.object("key", name, (at) => new KeyVaultKeyScope(at, name, this.id));
  }

  public certificate(name: string): IKeyVaultCertificate {
    return this.object(
      "certificate",
      name,
      (at) => new KeyVaultCertificateScope(at, name, this.id),
    );
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
    const { deployer, grantDeployer = true, deployerPropagationWait } = this.options;
    if (!grantDeployer) return undefined;
    return Grant.of(deployer ?? CurrentClient.of(this, this.provider), {
      role: "Key Vault Secrets Officer",
      scope: this,
      propagationWait: deployerPropagationWait,
    });
  }

  /** The one construct that stands for a secret, key or certificate of a name. */
  private object<T extends Construct>(
    kind: "secret" | "key" | "certificate",
    name: string,
    make: (scope: Construct) => T,
  ): T {
    checkObjectName(this, kind, name);
    const all =
      (this.node.tryFindChild(`${kind}s`) as Construct | undefined) ??
      new Construct(this, `${kind}s`);
    return (all.node.tryFindChild(name) as T | undefined) ?? make(all);
  }
}

function checkObjectName(vault: KeyVaultBase, kind: string, name: string): void {
  const fix = "write the name itself: it is part of the Terraform address";
  checkLiteral(vault, `${kind} name`, name, fix);
  checkName(vault, `${kind} name`, name, RULES.vaultObject);
}
