import { Token } from "cdktf";
import { isSame, type Keyed } from "../private/azure-places";
import { type IManagedIdentity, ManagedIdentity } from "./managed-identity";

/** An identity whose subscription is written in the program. */
const OF_SUBSCRIPTION = /^identity\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\//;

/** Whether two objects of the program are certainly two identities: nothing that is known makes them one. */
export function areTwoIdentities(one: IManagedIdentity, other: IManagedIdentity): boolean {
  if (isSame(one, other)) return false;
  const both = [one, other];
  return (
    both.every((identity) => identity instanceof ManagedIdentity) ||
    both.every(hasSubscription) ||
    areTwoNames(one.name, other.name) ||
    areTwoNames(one.resourceGroupName, other.resourceGroupName)
  );
}

function hasSubscription({ _azureKeys }: Keyed): boolean {
  return (_azureKeys ?? []).some((key) => key !== undefined && OF_SUBSCRIPTION.test(key));
}

function areTwoNames(one: string, other: string): boolean {
  return ![one, other].some(Token.isUnresolved) && one.toLowerCase() !== other.toLowerCase();
}
