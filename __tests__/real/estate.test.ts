import { addCustomKinds } from "./custom-kinds";
import { Deployment } from "./deployment";
import { Lab } from "./lab";
import { describeReal } from "./parts";
import { eventually, ownersOfPods, refusals } from "./pods";

const NAMESPACE = "shop";

describeReal("the example of an estate, but for its charts", () => {
  let lab: Lab;
  let deployment: Deployment;

  // GIVEN a cluster that knows the kinds of the charts, which come from a repository that is not here
  beforeAll(async () => {
    lab = await Lab.start();
    addCustomKinds(lab);
    deployment = new Deployment(lab, "estate", { waits: "1s" });
  });

  afterAll(() => lab.stop());

  test("comes and plans empty, and its pods start in a namespace that enforces restricted", async () => {
    // WHEN
    deployment.example("estate.ts");
    await deployment.apply("estate-azure", "estate-workloads");
    lab.kubectl(["create", "job", "reports-now", "--from=cronjob/reports", "-n", NAMESPACE]);

    // THEN
    const expected = ["orders", "reports-now", "store"];
    const started = await eventually(
      () => ownersOfPods(lab, NAMESPACE),
      (owners) => owners.length >= expected.length,
    ).catch(() => ownersOfPods(lab, NAMESPACE));
    expect({ started, refused: refusals(lab, NAMESPACE) }).toEqual({
      started: expected,
      refused: [],
    });
    expect(lab.read("secretproviderclass", "orders", NAMESPACE).spec).toMatchObject({
      provider: "azure",
    });
    await deployment.destroy();
  });
});
