// The same with this library: `count` service accounts of one cluster, each with an identity that
// trusts it. Usage: node with-library.js <count> <outdir>
"use strict";

const { AzurermProvider } = require("@cdktf/provider-azurerm/lib/provider");
const { App, TerraformStack } = require("cdktf");
const { ResourceGroup, WorkloadIdentityCluster, WorkloadServiceAccount } = require("../..");

const [count, outdir] = process.argv.slice(2);
const app = new App({ outdir, stackTraces: false });

const azure = new TerraformStack(app, "azure");
new AzurermProvider(azure, "azurerm", { features: [{}] });
const cluster = new WorkloadIdentityCluster(azure, "cluster", {
  resourceGroup: new ResourceGroup(azure, "group", { name: "rg", location: "eastus" }),
  name: "aks",
});

const kubernetes = new TerraformStack(app, "kubernetes");
new AzurermProvider(kubernetes, "azurerm", { features: [{}] });
cluster.connect(kubernetes);

for (let n = 0; n < Number(count); n += 1) {
  new WorkloadServiceAccount(kubernetes, `account-${n}`, {
    createNamespace: false,
    identity: cluster.addFederatedIdentity(`federation-${n}`, {
      namespace: "shop",
      serviceAccountName: `app-${n}`,
    }),
  });
}

app.synth();
process.stdout.write(String(process.resourceUsage().maxRSS));
