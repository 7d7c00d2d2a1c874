import { object, text, own, type Json } from "../../terraform/model/json";
import { badOption } from "../../terraform/read/input-error";
import { ask } from "./http";

/** Where a cloud of Azure is reached. */
export interface Cloud {
  /** `https://management.azure.com`. */
  readonly arm: string;
  /** `https://login.microsoftonline.com`. */
  readonly login: string;
}

/** https://learn.microsoft.com/azure/developer/terraform/azurerm/provider-environment */
const CLOUDS: Readonly<Record<string, Cloud>> = {
  public: { arm: "https://management.azure.com", login: "https://login.microsoftonline.com" },
  usgovernment: {
    arm: "https://management.usgovcloudapi.net",
    login: "https://login.microsoftonline.us",
  },
  china: {
    arm: "https://management.chinacloudapi.cn",
    login: "https://login.chinacloudapi.cn",
  },
};

/** The cloud that the variables of the azurerm provider name; the public one without them. */
export async function cloudOf(env: NodeJS.ProcessEnv): Promise<Cloud> {
  if (env.ARM_METADATA_HOSTNAME) return described(env.ARM_METADATA_HOSTNAME);
  const name = env.ARM_ENVIRONMENT || "public";
  const cloud = Object.hasOwn(CLOUDS, name) ? CLOUDS[name] : undefined;
  if (!cloud) {
    const allowed = Object.keys(CLOUDS).join(", ");
    throw badOption("ARM_ENVIRONMENT", JSON.stringify(name), allowed, "take one of these");
  }
  return cloud;
}

/** A cloud of one's own tells where it is. */
async function described(host: string): Promise<Cloud> {
  const { body } = await ask(`https://${host}/metadata/endpoints?api-version=2022-09-01`);
  const bare = (value: Json | undefined) => text(value)?.replace(/\/+$/, "");
  const arm = bare(own(body, "resourceManager"));
  const login = bare(own(object(own(body, "authentication")), "loginEndpoint"));
  if (arm?.startsWith("https://") && login?.startsWith("https://")) return { arm, login };
  const allowed = "a host that serves /metadata/endpoints";
  throw badOption("ARM_METADATA_HOSTNAME", JSON.stringify(host), allowed, "correct the host");
}
