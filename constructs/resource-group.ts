import { DataAzurermResourceGroup } from "@cdktf/provider-azurerm/lib/data-azurerm-resource-group";
import { ResourceGroup as AzurermResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { IGrantScope } from "./access/grant-scope";
import { nameKey, subscriptionKey } from "./private/azure-places";
import { checkLocation, checkName, checkTags, given } from "./private/checks";
import { attributeNotGiven } from "./private/azure-errors";
import { LibraryConstruct } from "./private/library-construct";
import { registerOnce } from "./private/registry";
import { RULES } from "./private/rules";

/**
 * A resource group: one of this library, or in TypeScript any construct of this shape, such as the
 * azurerm provider's own `ResourceGroup`.
 */
export interface IResourceGroup extends IGrantScope {
  /** The name, as a reference by which Terraform creates the group before what it holds. */
  readonly name: string;

  /** The region. */
  readonly location: string;

  /** The name as it was written, where it is known at synth. Other stacks look things up by it. */
  readonly nameInput?: string;
}

/** How a resource group is created. */
export interface ResourceGroupProps {
  /** 1 to 90 letters, digits, `_`, `-`, `.` or parentheses, not ending in `.`. */
  readonly name: string;

  /** The region, such as `eastus` or `East US`. Changing it replaces the group and all it holds. */
  readonly location: string;

  /**
   * At most 50 tags, keys of at most 512 and values of at most 256 characters.
   *
   * @default - no tags
   */
  readonly tags?: Record<string, string>;

  /**
   * The azurerm provider, for a group in another subscription or tenant.
   *
   * @default - the stack's own
   */
  readonly provider?: TerraformProvider;
}

/** Where a resource group that exists is found. */
export interface ResourceGroupNameOptions {
  /** The name of the group. */
  readonly resourceGroupName: string;

  /**
   * The azurerm provider, for a group in another subscription or tenant.
   *
   * @default - the stack's own
   */
  readonly provider?: TerraformProvider;
}

/** What is known of a resource group that exists. */
interface ExistingResourceGroupProps {
  readonly name: string;
  readonly location?: string;
  readonly id?: string;
  readonly provider?: TerraformProvider;
  /** The method that was or was not given the rest. */
  readonly method: string;
}

/**
 * A resource group that exists, as far as it is known.
 *
 * @internal
 */
export class ExistingResourceGroup extends Construct implements IResourceGroup {
  public readonly name: string;
  public readonly nameInput?: string;
  public readonly provider?: TerraformProvider;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ExistingResourceGroupProps,
  ) {
    super(scope, id);
    this.name = props.name;
    this.nameInput = props.name;
    this.provider = props.provider;
  }

  public get id(): string {
    const { id, method } = this.props;
    const fix = "use `ResourceGroup.fromResourceGroupName`, which looks the group up";
    if (id === undefined) throw attributeNotGiven(this, "id", method, fix);
    return id;
  }

  public get location(): string {
    return given(this, this.props.method, "location", this.props.location);
  }
}

/**
 * A resource group (`az group create`).
 *
 * Throws when the name, the location or a tag breaks Azure's rules.
 */
export class ResourceGroup extends LibraryConstruct implements IResourceGroup {
  /**
   * A resource group that exists, looked up when Terraform plans.
   *
   * Throws when the name breaks Azure's rules.
   */
  public static fromResourceGroupName(
    scope: Construct,
    id: string,
    options: ResourceGroupNameOptions,
  ): IResourceGroup {
    const parent = new LibraryConstruct(scope, id, "ResourceGroupNameOptions", options);
    checkName(parent, "resourceGroupName", options.resourceGroupName, RULES.resourceGroup);
    const group = new DataAzurermResourceGroup(parent, "Default", {
      provider: options.provider,
      name: options.resourceGroupName,
    });
    return new ExistingResourceGroup(parent, "group", {
      name: options.resourceGroupName,
      location: group.location,
      id: group.id,
      provider: options.provider,
      method: "fromResourceGroupName",
    });
  }

  public readonly id: string;
  public readonly name: string;
  public readonly location: string;
  public readonly nameInput?: string;
  public readonly provider?: TerraformProvider;

  /** @param id unique within the scope */
  constructor(scope: Construct, id: string, props: ResourceGroupProps) {
    super(scope, id, "ResourceGroupProps", props);
    this.provider = props.provider;
    checkName(this, "name", props.name, RULES.resourceGroup);
    const location = checkLocation(this, "location", props.location);
    checkTags(this, props.tags);

    const place = subscriptionKey(this, props.provider);
    registerOnce(this, "resource group", props.name, nameKey("", place, props.name));

    const group = new AzurermResourceGroup(this, "Default", {
      provider: props.provider,
      name: props.name,
      location,
      tags: props.tags,
    });
    this.id = group.id;
    this.name = group.name;
    this.location = location;
    this.nameInput = props.name;
  }
}
