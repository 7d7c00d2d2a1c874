import { DataAzurermKeyVault } from "@cdktf/provider-azurerm/lib/data-azurerm-key-vault";
import type { Construct } from "constructs";
import { checkName, given } from "../private/checks";
import { checkSubscription, parseResourceId } from "../private/resource-ids";
import { RULES } from "../private/rules";
import { CheckBlock } from "../private/terraform/check-block";
import { accessPolicies, purgeableVault } from "./errors";
import { KeyVaultBase, type KeyVaultDeployerOptions } from "./key-vault-base";
import { watchVaultApi } from "./vault-api";

/** A vault that exists, by its resource id. */
export interface VaultIdOptions extends KeyVaultDeployerOptions {
  /** The resource id, as `az keyvault show --query id` prints it. */
  readonly vaultId: string;
}

/** A vault that exists, by its name. */
export interface VaultNameOptions extends KeyVaultDeployerOptions {
  /** The name of the vault. */
  readonly vaultName: string;

  /** The name of its resource group. */
  readonly resourceGroupName: string;
}

/** What is known of a vault. */
export interface VaultAttributes extends KeyVaultDeployerOptions {
  /** The resource id, at which roles can be assigned. */
  readonly vaultId: string;

  /**
   * The vault URI, such as `https://orders.vault.azure.net/`.
   *
   * @default - not known; workloads need it
   */
  readonly vaultUri?: string;
}

/**
 * A vault that Terraform looks up.
 *
 * @internal
 */
export class LookedUpVault extends KeyVaultBase {
  public readonly id: string;
  public readonly name: string;
  public readonly uri: string;

  constructor(
    scope: Construct,
    id: string,
    options: VaultIdOptions | VaultNameOptions,
    struct: "VaultIdOptions" | "VaultNameOptions",
  ) {
    super(scope, id, struct, options);
    const { name, resourceGroupName } = this.find(options);
    checkName(this, "vaultName", name, RULES.vault);
    checkName(this, "resourceGroupName", resourceGroupName, RULES.resourceGroup);
    watchVaultApi(this);
    const vault = new DataAzurermKeyVault(this, "Default", {
      provider: options.provider,
      name,
      resourceGroupName,
      lifecycle: {
        postcondition: [
          {
            condition: "${self.rbac_authorization_enabled}",
            errorMessage: accessPolicies(name, resourceGroupName),
          },
        ],
      },
    });
    new CheckBlock(
      this,
      "purge-protection",
      vault.interpolationForAttribute("purge_protection_enabled").toString(),
      purgeableVault(name, resourceGroupName),
    );
    this.id = vault.id;
    this.name = name;
    this.uri = vault.vaultUri;
  }

  private find(options: VaultIdOptions | VaultNameOptions) {
    if (!("vaultId" in options)) {
      return { name: options.vaultName, resourceGroupName: options.resourceGroupName };
    }
    const found = parseResourceId(this, "vaultId", options.vaultId, "vault");
    checkSubscription(this, "vaultId", found, options.provider);
    return found;
  }
}

/**
 * A vault of which only some things are known.
 *
 * @internal
 */
export class VaultFromAttributes extends KeyVaultBase {
  public readonly id: string;
  public readonly name: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly attributes: VaultAttributes,
  ) {
    super(scope, id, "VaultAttributes", attributes);
    const found = parseResourceId(this, "vaultId", attributes.vaultId, "vault");
    checkName(this, "vaultUri", attributes.vaultUri, RULES.vaultUri);
    this.id = found.id;
    this.name = found.name;
  }

  public get uri(): string {
    return given(this, "fromVaultAttributes", "vaultUri", this.attributes.vaultUri);
  }
}
