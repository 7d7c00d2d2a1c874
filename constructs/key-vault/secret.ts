import { KeyVaultSecret } from "@cdktf/provider-azurerm/lib/key-vault-secret";
import {
  type TerraformProvider,
  type TerraformResource,
  TerraformStack,
  TerraformVariable,
  Token,
} from "cdktf";
import { Construct } from "constructs";
import { ROLES } from "../../azure/roles";
import { Grant } from "../access/grant";
import { type IGrantScope, scopeKey } from "../access/grant-scope";
import type { IGrantable } from "../access/principal";
import { nameKey } from "../private/azure-places";
import { checkBound, checkName, checkTags } from "../private/checks";
import { BOUNDS, RULES } from "../private/rules";
import { requireTerraform111 } from "../private/terraform/required-version";
import {
  literalSecretValue,
  referenceAsDefault,
  reservedTerraformName,
  unfitSecretValue,
  valueOnly,
  variableAlreadyThere,
} from "./errors";
import { watchVaultApi } from "./vault-api";

/** One secret of a vault. */
export interface IKeyVaultSecret extends IGrantScope {
  /** The name of the secret. */
  readonly name: string;

  /** The vault. */
  readonly vault: IGrantScope;

  /** The URI of the vault. It differs between Azure clouds and ends in `/`. */
  readonly vaultUri: string;

  /** The version of the value that Terraform writes, absent for a secret that exists. */
  readonly version?: number;

  /** Lets a grantee read this one secret: `Key Vault Secrets User` at the secret. */
  grantRead(grantee: IGrantable): Grant;

  /** Lets a grantee read, set and delete this one secret: `Key Vault Secrets Officer` at the secret. */
  grantWrite(grantee: IGrantable): Grant;
}

/** How a secret is written. */
export interface KeyVaultSecretOptions {
  /**
   * The value as a reference, such as `storageAccount.primaryConnectionString`. It goes into the
   * write-only argument: the secret keeps no copy of it in the state, but the resource that it comes from
   * has it in its own. Terraform writes it again only when `version` is raised.
   *
   * @default - a Terraform variable
   */
  readonly value?: string;

  /**
   * The name of the Terraform variable with the value, given as `TF_VAR_<name>`, 1 or more letters, digits,
   * `_` or `-`. The variable is
   * sensitive and ephemeral: its value reaches neither plan nor state.
   *
   * @default - `<id of the vault construct>_<secret>_value`, with `_` for every `-`
   */
  readonly variableName?: string;

  /**
   * A value for the variable when none is given, 1 to 25,000 characters without line breaks. It is in the synthesized JSON for all to read:
   * for demonstrations only.
   *
   * @default - the variable has to be given
   */
  readonly unsafeDefaultValue?: string;

  /**
   * The version of the value, 1 or more. Terraform keeps no value to compare, so that a new one is
   * written only when this number is raised.
   *
   * @default 1
   */
  readonly version?: number;

  /**
   * What the value is, such as `text/plain`.
   *
   * @default - none
   */
  readonly contentType?: string;

  /**
   * When the secret expires, as an RFC 3339 time in UTC such as `2030-01-01T00:00:00Z`.
   *
   * @default - never
   */
  readonly expirationDate?: string;

  /**
   * At most 15 tags, keys of at most 512 and values of at most 256 characters.
   *
   * @default - no tags
   */
  readonly tags?: Record<string, string>;
}

/** https://developer.hashicorp.com/terraform/language/values/variables#arguments */
const RESERVED_VARIABLES = [
  "source",
  "version",
  "providers",
  "count",
  "for_each",
  "lifecycle",
  "depends_on",
  "locals",
];

/** What writing a secret takes besides its options. */
interface WrittenSecret extends KeyVaultSecretOptions {
  readonly provider?: TerraformProvider;
  readonly after?: TerraformResource;
}

/**
 * A secret of a vault, written by Terraform or only referred to; a vault makes it. The roles
 * are those of https://learn.microsoft.com/azure/key-vault/general/rbac-guide.
 *
 * @internal
 */
export class KeyVaultSecretScope extends Construct implements IKeyVaultSecret {
  public readonly id: string;
  public readonly version?: number;

  /** Whether Terraform writes the secret. */
  public readonly written: boolean;

  constructor(
    scope: Construct,
    public readonly name: string,
    public readonly vault: IKeyVaultSecret["vault"] & { readonly uri: string },
    options?: WrittenSecret,
  ) {
    super(scope, name);
    this.written = options !== undefined;
    this.version = options && (options.version ?? 1);
    this.id = options
      ? this.write(vault.id, options).resourceVersionlessId
      : `${vault.id}/secrets/${name}`;
  }

  /** @internal */
  public get _azureKeys(): readonly (string | undefined)[] {
    return [nameKey("secret", scopeKey(this.vault), this.name)];
  }

  public get vaultUri(): string {
    return this.vault.uri;
  }

  public grantRead(grantee: IGrantable): Grant {
    return Grant.of(grantee, { role: ROLES.KEY_VAULT_SECRETS_USER.name, scope: this });
  }

  public grantWrite(grantee: IGrantable): Grant {
    return Grant.of(grantee, { role: ROLES.KEY_VAULT_SECRETS_OFFICER.name, scope: this });
  }

  private write(keyVaultId: string, options: WrittenSecret): KeyVaultSecret {
    checkBound(this, "version", options.version, BOUNDS.secretVersion);
    checkTags(this, options.tags, BOUNDS.secretTags);
    checkName(this, "expirationDate", options.expirationDate, RULES.timestamp);
    requireTerraform111(this);
    watchVaultApi(this);
    return new KeyVaultSecret(this, "Default", {
      provider: options.provider,
      name: this.name,
      keyVaultId,
      valueWo: this.valueFrom(options),
      valueWoVersion: this.version,
      contentType: options.contentType,
      expirationDate: options.expirationDate,
      tags: options.tags,
      dependsOn: options.after && [options.after],
    });
  }

  private valueFrom({ value, variableName, unsafeDefaultValue }: WrittenSecret): string {
    if (value === undefined) return this.variable(variableName ?? "", unsafeDefaultValue);
    if (!Token.isUnresolved(value)) throw literalSecretValue(this);
    if (unsafeDefaultValue !== undefined) throw valueOnly(this, "unsafeDefaultValue");
    if (variableName !== undefined) throw valueOnly(this, "variableName");
    return value;
  }

  private variable(name: string, unsafeDefaultValue?: string): string {
    checkName(this, "variableName", name, RULES.terraformVariable);
    if (RESERVED_VARIABLES.includes(name)) throw reservedTerraformName(this, name);
    if (unsafeDefaultValue !== undefined) {
      if (Token.isUnresolved(unsafeDefaultValue)) throw referenceAsDefault(this);
      if (!/^[^\r\n]{1,25000}$/.test(unsafeDefaultValue)) {
        throw unfitSecretValue(this, unsafeDefaultValue.length);
      }
    }
    const stack = TerraformStack.of(this);
    if (stack.node.tryFindChild(name)) throw variableAlreadyThere(this, name);
    const variable = new TerraformVariable(stack, name, {
      type: "string",
      description: `The value of the Key Vault secret ${this.name}.`,
      sensitive: true,
      nullable: false,
      default: unsafeDefaultValue,
    });
    variable.addOverride("ephemeral", true);
    return variable.stringValue;
  }
}
