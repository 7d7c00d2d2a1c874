import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { Fn, type TerraformProvider, TerraformStack, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { ARM_TYPES } from "../../azure/arm-types";
import { otherSubscription, wrongResourceId } from "./azure-errors";

/** The kinds of resources whose ids are taken apart. */
const KINDS = {
  cluster: { type: ARM_TYPES.MANAGED_CLUSTER, noun: "an AKS cluster" },
  identity: {
    type: ARM_TYPES.USER_ASSIGNED_IDENTITY,
    noun: "a user-assigned identity",
  },
  cosmosDb: { type: ARM_TYPES.COSMOS_DB_ACCOUNT, noun: "a Cosmos DB account" },
  vault: { type: ARM_TYPES.KEY_VAULT, noun: "a Key Vault" },
};

/** The parts of a resource id. */
export interface ResourceId {
  /** The id with its segments spelled as azurerm compares them. */
  readonly id: string;
  readonly subscriptionId: string;
  readonly resourceGroupName: string;
  readonly name: string;
}

/**
 * Takes a resource id apart. Azure compares ids without regard to case, and `az` prints some of them in
 * lower case; azurerm compares the fixed segments letter by letter.
 */
export function parseResourceId(
  at: IConstruct,
  prop: string,
  id: string,
  kind: keyof typeof KINDS,
): ResourceId {
  if (Token.isUnresolved(id)) return partsOfReference(id);
  const { type, noun } = KINDS[kind];
  const pattern =
    /^\/subscriptions\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/resourceGroups\/([^/]+)\/providers\/([^/]+\/[^/]+)\/([^/]+)$/i;
  const [, subscriptionId = "", resourceGroupName = "", actual, name = ""] = pattern.exec(id) ?? [];
  if (actual?.toLowerCase() !== type.toLowerCase()) throw wrongResourceId(at, prop, id, noun, type);
  return {
    id: `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}/providers/${type}/${name}`,
    subscriptionId,
    resourceGroupName,
    name,
  };
}

/** The parts of an id that Terraform knows: it takes the id apart by itself. */
function partsOfReference(id: string): ResourceId {
  const segment = (index: number) => Token.asString(Fn.element(Fn.split("/", id), index));
  return { id, subscriptionId: segment(2), resourceGroupName: segment(4), name: segment(8) };
}

/**
 * Refuses an id of another subscription than the provider's, where both are known: azurerm looks in the
 * subscription of its provider, whatever the id says.
 */
export function checkSubscription(
  at: IConstruct,
  prop: string,
  { id, subscriptionId }: ResourceId,
  provider?: TerraformProvider,
): void {
  const used =
    provider ??
    TerraformStack.of(at)
      .node.children.filter(AzurermProvider.isTerraformProvider)
      .find((own) => own instanceof AzurermProvider && !own.alias);
  if (!(used instanceof AzurermProvider)) return;
  const own = used.subscriptionId;
  if (own === undefined || Token.isUnresolved(own) || Token.isUnresolved(subscriptionId)) return;
  if (own.toLowerCase() !== subscriptionId.toLowerCase())
    throw otherSubscription(at, prop, id, own);
}
