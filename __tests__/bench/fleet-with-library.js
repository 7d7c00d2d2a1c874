// Teams with a secret, a role at it, a service account and a Deployment each, in cells of a hundred, with
// this library. Usage: node fleet-with-library.js <teams> <outdir>
"use strict";

const { AzurermProvider } = require("@cdktf/provider-azurerm/lib/provider");
const { TimeProvider } = require("@cdktf/provider-time/lib/provider");
const { App, TerraformStack } = require("cdktf");
const {
  FederatedIdentity,
  KeyVaultAccess,
  ManagedIdentity,
  ResourceGroup,
  WorkloadDeployment,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} = require("../..");

const CELL = 100;
const [count, outdir] = process.argv.slice(2);
const app = new App({ outdir, stackTraces: false });

const platform = new TerraformStack(app, "platform");
new AzurermProvider(platform, "azurerm", { features: [{}] });
const cluster = new WorkloadIdentityCluster(platform, "cluster", {
  resourceGroup: new ResourceGroup(platform, "group", { name: "rg", location: "eastus" }),
  name: "aks",
});

for (let first = 0; first < Number(count); first += CELL) {
  const cell = new TerraformStack(app, `cell-${first}`);
  new AzurermProvider(cell, "azurerm", { features: [{}] });
  new TimeProvider(cell, "time");
  const resourceGroup = new ResourceGroup(cell, "group", {
    name: `rg-${first}`,
    location: "eastus",
  });
  const vault = new KeyVaultAccess(cell, "vault", { resourceGroup, name: `vault-${first}` });
  const workloads = new TerraformStack(app, `cell-${first}-workloads`);
  new AzurermProvider(workloads, "azurerm", { features: [{}] });
  cluster.connect(workloads);
  for (let n = first; n < Math.min(first + CELL, Number(count)); n += 1) {
    const identity = new FederatedIdentity(cell, `federation-${n}`, {
      cluster,
      identity: new ManagedIdentity(cell, `identity-${n}`, { resourceGroup, name: `team-${n}` }),
      namespace: "teams",
      serviceAccountName: `team-${n}`,
    });
    vault.addSecret(`secret-${n}`).grantRead(identity);
    new WorkloadDeployment(workloads, `team-${n}`, {
      serviceAccount: new WorkloadServiceAccount(workloads, `account-${n}`, {
        identity,
        createNamespace: false,
      }),
      name: `team-${n}`,
      containers: [{ name: "app", image: "app:1" }],
    });
  }
}

app.synth();
process.stdout.write(String(process.resourceUsage().maxRSS));
