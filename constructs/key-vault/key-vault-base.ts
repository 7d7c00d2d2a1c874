import type { TerraformProvider } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { ROLES } from "../../azure/roles";
import { Grant } from "../access/grant";
import { type IGrantScope, scopeKey } from "../access/grant-scope";
import { CurrentClient, type IGrantable } from "../access/principal";
import { nameKey } from "../private/azure-places";
import { checkLiteral, checkName } from "../private/checks";
import { LibraryConstruct } from "../private/library-construct";
import { registerOnce } from "../private/registry";
import { RULES } from "../private/rules";
import { checkArguments, type StructName } from "../private/type-checks";
import { secretAlreadyThere } from "./errors";
import {
  type IKeyVaultCertificate,
  type IKeyVaultKey,
  KeyVaultCertificateScope,
  KeyVaultKeyScope,
} from "./key-and-certificate";
import { type IKeyVaultSecret, type KeyVaultSecretOptions, KeyVaultSecretScope } from "./secret";

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
 * What every vault can do, created or existing.
 *
 * @internal
 */
export abstract class KeyVaultBase extends LibraryConstruct implements IGrantScope {
  public abstract readonly id: string;
  public abstract readonly name: string;
  public abstract readonly uri: string;
  public readonly provider?: TerraformProvider;

  constructor(
    scope: Construct,
    id: string,
    struct: StructName,
    private readonly options: KeyVaultDeployerOptions,
  ) {
    super(scope, id, struct, options);
    this.provider = options.provider;
    checkName(this, "deployerPropagationWait", options.deployerPropagationWait, RULES.duration);
  }

  /**
   * The name, which is unique in all of Azure.
   *
   * @internal
   */
  public get _azureKeys(): readonly (string | undefined)[] {
    return [nameKey("vault", "", this.name)];
  }

  /**
   * Writes a secret with Terraform 1.11's write-only argument.
   *
   * Throws when the name, the version or a tag breaks Key Vault's rules, when the name is not known at
   * synth, when the vault has the secret already and when the variable exists.
   */
  public addSecret(name: string, options: KeyVaultSecretOptions = {}): IKeyVaultSecret {
    checkArguments(this, "KeyVaultAccess.addSecret", { name, options });
    checkObjectName(this, "secret", name);
    const known = this.childOf("secret", name);
    if (known) throw secretAlreadyThere(this, name, (known as KeyVaultSecretScope).written);
    registerOnce(this, "secret", name, nameKey("", scopeKey(this), name));
    const write = {
      ...options,
      provider: this.provider,
      variableName:
        options.variableName ??
        (options.value === undefined
          ? `${this.node.id}_${name}_value`.replace(/-/g, "_")
          : undefined),
      after: this.deployerGrant()?._afterPropagationAs("roles-of-deployers"),
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
    checkArguments(this, "KeyVaultAccess.grant", { grantee, role });
    return Grant.of(grantee, { role, scope: this });
  }

  public grantSecretsRead(grantee: IGrantable): Grant {
    return this.grant(grantee, ROLES.KEY_VAULT_SECRETS_USER.name);
  }

  public grantSecretsWrite(grantee: IGrantable): Grant {
    return this.grant(grantee, ROLES.KEY_VAULT_SECRETS_OFFICER.name);
  }

  public grantKeysUse(grantee: IGrantable): Grant {
    return this.grant(grantee, ROLES.KEY_VAULT_CRYPTO_USER.name);
  }

  public grantCertificatesRead(grantee: IGrantable): Grant {
    return this.grant(grantee, ROLES.KEY_VAULT_CERTIFICATE_USER.name);
  }

  private deployerGrant(): Grant | undefined {
    const { deployer, grantDeployer = true, deployerPropagationWait } = this.options;
    if (!grantDeployer) return undefined;
    return Grant.of(deployer ?? CurrentClient.of(this, this.provider), {
      role: ROLES.KEY_VAULT_SECRETS_OFFICER.name,
      scope: this,
      propagationWait: deployerPropagationWait,
    });
  }

  /** The one construct that represents a secret, key or certificate of a name. */
  private object<T extends Construct>(
    kind: "secret" | "key" | "certificate",
    name: string,
    make: (scope: Construct) => T,
  ): T {
    checkArguments(this, "KeyVaultAccess.secret", { name });
    checkObjectName(this, kind, name);
    const known = this.childOf(kind, name) as T | undefined;
    if (known) return known;
    const all = this.node.tryFindChild(`${kind}s`) as Construct | undefined;
    return make(all ?? new Construct(this, `${kind}s`));
  }

  /** The secret, key or certificate of a name, which Azure compares without regard to capitals. */
  private childOf(kind: "secret" | "key" | "certificate", name: string): IConstruct | undefined {
    const all = this.node.tryFindChild(`${kind}s`)?.node.children ?? [];
    return all.find(({ node }) => node.id.toLowerCase() === name.toLowerCase());
  }
}

function checkObjectName(vault: KeyVaultBase, kind: string, name: string): void {
  const fix = "write the name itself: it is part of the Terraform address";
  checkLiteral(vault, `${kind} name`, name, fix);
  checkName(vault, `${kind} name`, name, RULES.vaultObject);
}
