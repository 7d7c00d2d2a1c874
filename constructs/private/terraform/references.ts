import {
  TerraformDataSource,
  TerraformElement,
  TerraformLocal,
  TerraformModule,
  TerraformProvider,
  TerraformResource,
  type TerraformStack,
} from "cdktf";
import type { IConstruct } from "constructs";
import { addressOf } from "./address";
import { asText } from "./written-text";

/** What an element is written with: every `type.name` in its configuration, `data.` left out. */
export function writtenWith(element: TerraformElement): Set<string> {
  const written = asText(element, element.toTerraform());
  return new Set(JSON.stringify(written).match(/[a-z][a-z0-9_]*\.[\w-]+/g));
}

/** The resources in a construct. */
export function resourcesIn(construct: IConstruct): TerraformResource[] {
  return construct.node.findAll().filter((one) => TerraformResource.isTerraformResource(one));
}

/** Which elements of a stack are written with which others. */
export class References {
  private readonly named = new Map<string, TerraformElement>();
  private readonly known = new Map<TerraformElement, readonly TerraformElement[]>();

  constructor(stack: TerraformStack) {
    for (const element of stack.node.findAll()) {
      const name = TerraformElement.isTerraformElement(element) && nameOf(element);
      if (name) this.named.set(name, element);
    }
  }

  /** The elements that an element is written with, its provider among them. */
  public of(element: TerraformElement): readonly TerraformElement[] {
    const known = this.known.get(element);
    if (known) return known;
    const names = [...writtenWith(element), ...defaultProvider(element)];
    const found = names.flatMap((name) => this.named.get(name) ?? []);
    this.known.set(element, found);
    return found;
  }
}

/** How others refer to an element, if they do. */
function nameOf(element: TerraformElement): string | undefined {
  if (TerraformResource.isTerraformResource(element)) return addressOf(element);
  if (TerraformDataSource.isTerraformDataSource(element)) return addressOf(element);
  if (element instanceof TerraformModule) return `module.${element.friendlyUniqueId}`;
  if (element instanceof TerraformLocal) return `local.${element.friendlyUniqueId}`;
  if (!TerraformProvider.isTerraformProvider(element)) return undefined;
  const { alias, terraformResourceType: type } = element;
  return alias === undefined ? `provider.${type}` : `${type}.${alias}`;
}

/** A resource comes after its provider, which it need not name. */
function defaultProvider(element: TerraformElement): string[] {
  const of = TerraformResource.isTerraformResource(element) && element.provider === undefined;
  return of ? [`provider.${element.terraformResourceType.split("_")[0]}`] : [];
}
