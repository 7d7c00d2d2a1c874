import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Deployment } from "./deployment";
import { Lab } from "./lab";
import { describeReal } from "./parts";
import { eventually, ownersOfPods } from "./pods";

/** The pipeline's object id in the example. */
const PIPELINE = "22222222-2222-2222-2222-222222222222";

describeReal("the production example", () => {
  let lab: Lab;

  // GIVEN a runner in the network, whose kubelogin logs in as the lab's administrator
  beforeAll(async () => {
    lab = await Lab.start("--via-private-link");
    lab.path = join(lab.folder, "bin");
    mkdirSync(lab.path);
    const credential = {
      apiVersion: "client.authentication.k8s.io/v1beta1",
      kind: "ExecCredential",
      status: {
        clientCertificateData: readFileSync(join(lab.folder, "pki", "admin.crt"), "utf8"),
        clientKeyData: readFileSync(join(lab.folder, "pki", "admin.key"), "utf8"),
      },
    };
    const program = join(lab.path, "kubelogin");
    writeFileSync(program, `#!/bin/sh\ncat <<'END'\n${JSON.stringify(credential)}\nEND\n`);
    chmodSync(program, 0o755);
  });

  afterAll(() => lab.stop());

  test("comes with one apply of each stack, plans empty, runs its workload and cannot be destroyed", async () => {
    // WHEN
    const deployment = new Deployment(lab, "production", { waits: "1s" });
    deployment.example("production-cluster.ts");
    deployment.replace("platform", PIPELINE, lab.deployer);
    await deployment.apply();

    // THEN
    await eventually(
      () => ownersOfPods(lab, "shop"),
      (owners) => owners.join() === "orders",
    );
    await expect(deployment.destroy()).rejects.toThrow("Instance cannot be destroyed");
  });
});
