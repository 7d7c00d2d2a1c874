// Hundreds of teams from one table: a platform that they share, and cells of teams, each planned and applied on its own.
import { join } from "node:path";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { App, TerraformStack } from "cdktf";
import {
  FederatedIdentity,
  type IFederatedIdentity,
  type IWorkloadIdentityCluster,
  KeyVaultAccess,
  ManagedIdentity,
  ProviderVersion,
  ResourceGroup,
  WorkloadDeployment,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "cdktf-aks-workload-identity";
import { readTeams, type Team } from "./fleet/table";

const LOCATION = "westeurope";

/** What all teams share. Nothing of it changes when a team comes or goes. */
class Platform extends TerraformStack {
  public readonly cluster: IWorkloadIdentityCluster;

  constructor(app: App) {
    super(app, "platform");
    ProviderVersion.raiseTo(new AzurermProvider(this, "azurerm", { features: [{}] }), "4.81.0");
    const resourceGroup = new ResourceGroup(this, "group", { name: "estate", location: LOCATION });
    this.cluster = new WorkloadIdentityCluster(this, "cluster", { resourceGroup, name: "estate" });
  }
}

/** The identities, trusts, secrets and roles of a cell's teams. */
class Cell extends TerraformStack {
  public readonly federations = new Map<Team, IFederatedIdentity>();
  public readonly vault: KeyVaultAccess;

  constructor(app: App, name: string, teams: readonly Team[], { cluster }: Platform) {
    super(app, `cell-${name}`);
    ProviderVersion.raiseTo(new AzurermProvider(this, "azurerm", { features: [{}] }), "4.81.0");
    new TimeProvider(this, "time");
    const resourceGroup = new ResourceGroup(this, "group", {
      name: `estate-cell-${name}`,
      location: LOCATION,
    });
    this.vault = new KeyVaultAccess(this, "vault", { resourceGroup });
    for (const team of teams) {
      const federation = new FederatedIdentity(this, team.team, {
        cluster,
        identity: new ManagedIdentity(this, `${team.team}-identity`, {
          resourceGroup,
          name: `id-${team.team}`,
        }),
        namespace: team.namespace ?? team.team,
        serviceAccountName: team.team,
      });
      for (const secret of team.secrets ?? []) {
        this.vault.addSecret(`${team.team}-${secret}`).grantRead(federation);
      }
      this.federations.set(team, federation);
    }
  }
}

/** The workloads of a cell's teams. */
class CellWorkloads extends TerraformStack {
  constructor(app: App, name: string, { federations, vault }: Cell, { cluster }: Platform) {
    super(app, `cell-${name}-workloads`);
    ProviderVersion.raiseTo(new AzurermProvider(this, "azurerm", { features: [{}] }), "4.81.0");
    cluster.connect(this);
    for (const [{ team, image, replicas }, identity] of federations) {
      new WorkloadDeployment(this, team, {
        serviceAccount: new WorkloadServiceAccount(this, `${team}-account`, {
          identity,
          createNamespace: true,
        }),
        name: team,
        replicas,
        containers: [{ name: team, image, env: { KEYVAULT_URL: vault.uri } }],
      });
    }
  }
}

const app = new App();
const teams = readTeams(process.env.TEAMS ?? join(__dirname, "fleet", "teams.yaml"));
const platform = new Platform(app);
for (const name of new Set(teams.map(({ cell }) => cell))) {
  const cell = new Cell(
    app,
    name,
    teams.filter((team) => team.cell === name),
    platform,
  );
  new CellWorkloads(app, name, cell, platform);
}
app.synth();
