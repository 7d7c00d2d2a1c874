import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { Deployment } from "./deployment";
import { Lab } from "./lab";
import { describeReal } from "./parts";
import { clientsOf, eventually } from "./pods";

const TEAMS = 30;

describeReal("the example of a fleet of 30 teams", () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await Lab.start("--rbac-delay", "20s", "--fic-delay", "20s");
  });

  afterAll(() => {
    delete process.env.TEAMS;
    return lab.stop();
  });

  test(`comes with one apply of each stack, and ${TEAMS} teams have identities of their own`, async () => {
    // GIVEN
    const names = Array.from({ length: TEAMS }, (_, index) => `team-${index + 1}`);
    process.env.TEAMS = join(lab.folder, "teams.yaml");
    const rows = names.map((team) => ({
      ...{ team, cell: "a", image: "registry.example.com/app:1.0", secrets: ["db-password"] },
    }));
    writeFileSync(process.env.TEAMS, stringify(rows));

    // WHEN
    const deployment = new Deployment(lab, "fleet", { waits: "25s" });
    deployment.example("fleet.ts");
    await deployment.apply();

    // THEN
    for (const name of [names[0], names[TEAMS - 1]]) {
      const pods = await eventually(
        () => lab.list("pods", name),
        (found) => found.length > 0,
      );
      const { annotations } = lab.read("serviceaccount", name, name).metadata;
      expect(pods.flatMap(clientsOf)).toEqual([annotations?.["azure.workload.identity/client-id"]]);
    }
    const ids = names.map((name) => lab.list("pods", name).flatMap(clientsOf).join());
    expect(new Set(ids).size).toBe(TEAMS);
    await deployment.destroy();
  });
});
