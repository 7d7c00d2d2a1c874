import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toInventory } from "../../../cli/terraform/inventory/inventory";
import { readPlanFile } from "../../../cli/terraform/read/plan-file";
import { buildTrustGraph } from "../../../cli/terraform/model/build-trust-graph";
import { access, created, credential, estate, planText, reviewed, risks } from "../support/estate";

/** The operator of KEDA as an add-on of AKS: its account and its pods are in no plan. */
const keda = created(
  "azurerm_federated_identity_credential.keda",
  credential({ name: "keda", subject: "system:serviceaccount:kube-system:keda-operator" }),
);

test("a trust in an account that no plan has, be it in kube-system, is access and no risk", () => {
  const review = reviewed(estate(keda));
  expect(risks(review)).toEqual([]);
  expect(risks(review, "standing")).toEqual([]);
  expect(access(review)).toEqual([
    "gained orders: trusts system:serviceaccount:kube-system:keda-operator of cluster shop-aks",
  ]);
});

test("the inventory has it without a workload", () => {
  const directory = mkdtempSync(join(tmpdir(), "external-"));
  try {
    // GIVEN
    const file = join(directory, "plan.json");
    writeFileSync(file, planText(estate(keda)));

    // WHEN
    const { after } = readPlanFile("shop", file);
    const { identities, untrusted } = toInventory(["shop"], buildTrustGraph([after]));

    // THEN
    expect(identities[0].federations.map(({ subject }) => subject)).toEqual([
      { value: "system:serviceaccount:kube-system:keda-operator" },
      { value: "system:serviceaccount:shop:orders" },
    ]);
    expect(identities[0].workloads.map(({ workload }) => workload)).toEqual([
      "deployment shop/orders",
    ]);
    expect(untrusted).toEqual([]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
