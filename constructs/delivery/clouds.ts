/** The clouds by the names of Azure's own tools, and what External Secrets calls them. */
export const CLOUDS: Readonly<Record<string, string>> = {
  AzurePublicCloud: "PublicCloud",
  AzureUSGovernmentCloud: "USGovernmentCloud",
  AzureChinaCloud: "ChinaCloud",
};
