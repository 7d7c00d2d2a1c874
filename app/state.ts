import {
  AzurermBackend,
  LocalBackend,
  NamedRemoteWorkspace,
  RemoteBackend,
  type TerraformStack,
} from "cdktf";
import type { Settings } from "./settings";

/**
 * Where a stack of the app keeps its state, and where the other stack reads from it. No key is ever
 * written down: Azure storage is used with the operator's own login.
 */
export function keepState(stack: TerraformStack, settings: Settings): void {
  const name = stack.node.id;
  switch (settings.BACKEND) {
    case "azurerm":
      new AzurermBackend(stack, {
        storageAccountName: settings.BACKEND_STORAGE_ACCOUNT ?? "",
        containerName: settings.BACKEND_CONTAINER,
        key: `${settings.BACKEND_PREFIX}/${name}.tfstate`,
        useAzureadAuth: true,
      });
      return;
    case "remote":
      new RemoteBackend(stack, {
        hostname: settings.TF_CLOUD_HOSTNAME,
        organization: settings.TF_CLOUD_ORGANIZATION ?? "",
        workspaces: new NamedRemoteWorkspace(`${settings.BACKEND_PREFIX}-${name}`),
      });
      return;
    default:
      // Relative to cdktf.out/stacks/<name>, so that the JSON is the same on every machine.
      new LocalBackend(stack, { path: `../../../terraform.${name}.tfstate` });
  }
}
