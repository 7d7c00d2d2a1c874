import { readFileSync } from "node:fs";
import { join } from "node:path";
import { synthesize, tutorial } from "../../main";
import { Deployment } from "./deployment";
import { Lab } from "./lab";
import { describeReal } from "./parts";
import { clientsOf } from "./pods";

const POD = "sample-workload-identity-key-vault";

describeReal("the tutorial whose workloads others apply", () => {
  let lab: Lab;
  let deployment: Deployment;

  beforeAll(async () => {
    lab = await Lab.start();
    lab.kubectl(["label", "namespace", "default", "pod-security.kubernetes.io/enforce=restricted"]);
    deployment = new Deployment(lab, "gitops", { waits: "1s" });
    synthesize(tutorial({ DELIVERY: "gitops" }, { outdir: deployment.outdir }));
    deployment.prepare();
    await deployment.apply();
  });

  afterAll(() => lab.stop());

  /** The files of the repository as Flux applies them, with the values of the variables. */
  async function fromFiles(): Promise<string> {
    const values = await deployment.output<Record<string, string>>("azure", "substitutions");
    const texts = ["service-account.yaml", "pods.yaml"].map((name) =>
      readFileSync(join(deployment.outdir, "gitops", name), "utf8"),
    );
    return Object.entries(values).reduce(
      (text, [name, value]) => text.replaceAll(`\${${name}}`, value),
      texts.join("\n---\n"),
    );
  }

  test.each<[string, () => Promise<string>]>([
    ["the files, with their variables as Flux completes them", fromFiles],
    ["the output `manifests`", () => deployment.output("azure", "manifests")],
  ])("gives by %s what runs as the identity", async (_what, objects) => {
    // WHEN
    lab.kubectl(["apply", "--filename=-"], await objects());

    // THEN
    const clientId = await deployment.output("azure", "identity_client_id");
    expect(clientsOf(lab.read("pod", POD))).toEqual([clientId]);
    lab.kubectl(["delete", "pod", POD]);
  });
});
