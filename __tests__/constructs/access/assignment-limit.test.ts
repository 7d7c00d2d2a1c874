import { App, type TerraformStack } from "cdktf";
import { Grant, GrantScope, Principal, PrincipalType, ResourceGroup } from "../../../constructs";
import { messageOf, TestStack } from "../../support/synth";

const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
const OTHER = "99999999-2222-3333-4444-555555555555";
const WARNING =
  "The program assigns 3600 roles or more in one subscription, as far as it says which. Azure takes 4000, those that others made included, and raises that for nobody.";

/** The warnings of a program, without synthesizing thousands of resources. */
function warnings(build: (app: App) => void): string[] {
  const app = new App({ stackTraces: false });
  build(app);
  const metadata = app.node.findAll().flatMap(({ node }) => node.metadata);
  return metadata.filter(({ type }) => type === "@cdktf/warn").map(({ data }) => `${data}`);
}

/** Gives somebody a role at as many resources of a subscription. */
function assign(stack: TerraformStack, count: number, subscription = SUBSCRIPTION, from = 0): void {
  const id = `team-${from}-of-${subscription}`;
  const team = new Principal(stack, id, {
    objectId: "22222222-2222-3333-4444-555555555555",
    principalType: PrincipalType.GROUP,
  });
  for (let index = from; index < from + count; index++) {
    const scope = GrantScope.fromId(
      stack,
      `rg-${subscription}-${index}`,
      `/subscriptions/${subscription}/resourceGroups/rg-${index}`,
    );
    Grant.of(team, { role: "Reader", scope });
  }
}

test("fails at the assignment that a subscription does not take", () => {
  expect(messageOf(() => warnings((app) => assign(new TestStack(app, "test"), 4_001)))).toBe(
    [
      `[test/team-0-of-${SUBSCRIPTION}/reader-on-rg-${SUBSCRIPTION}-4000] the program assigns more roles in this subscription than Azure takes (RoleAssignmentLimitExceeded).`,
      "  got:     4001",
      "  allowed: 4000 per subscription, those that others made included; Azure raises it for nobody",
      "  fix:     assign one role at a resource group instead of many at its resources, give it to a group, or spread the teams over subscriptions",
      "  code:    too-many-role-assignments",
    ].join("\n"),
  );
});

test("warns once a tenth before, and not earlier", () => {
  const of = (count: number) => warnings((app) => assign(new TestStack(app, "test"), count));
  expect(of(3_599)).toEqual([]);
  expect(of(3_700)).toEqual([WARNING]);
});

test("counts each subscription for itself, over all stacks, whatever its capitals", () => {
  // GIVEN two subscriptions, of which one is in two stacks
  const build = (third: number) => () =>
    warnings((app) => {
      const [one, other] = ["one", "other"].map((id) => new TestStack(app, id));
      assign(one, 3_000);
      assign(one, 3_000, OTHER);
      assign(other, third, SUBSCRIPTION.toUpperCase(), 3_000);
    });

  // THEN
  expect(build(1_000)).not.toThrow();
  expect(messageOf(build(1_001))).toContain("got:     4001");
});

test("warns where the stacks name no subscription, and together come near it", () => {
  // GIVEN
  const build = (perStack: number) =>
    warnings((app) => {
      for (const id of ["one", "other"]) {
        const stack = new TestStack(app, id);
        const team = new Principal(stack, "team", {
          objectId: "22222222-2222-3333-4444-555555555555",
          principalType: PrincipalType.GROUP,
        });
        for (let index = 0; index < perStack; index++) {
          const name = `rg-${id}-${index}`;
          const scope = new ResourceGroup(stack, name, { name, location: "eastus" });
          Grant.of(team, { role: "Reader", scope });
        }
      }
    });

  // THEN
  expect(build(1_000)).toEqual([]);
  expect(build(1_800)).toEqual([WARNING]);
});

test("roles at a management group count for no subscription", () => {
  const group = "/providers/Microsoft.Management/managementGroups/mg";
  const build = () =>
    warnings((app) => {
      const stack = new TestStack(app, "test");
      assign(stack, 3_999);
      const principal = new Principal(stack, "team", {
        objectId: "33333333-2222-3333-4444-555555555555",
        principalType: PrincipalType.GROUP,
      });
      for (let index = 0; index < 2; index++) {
        const scope = GrantScope.fromId(stack, `mg-${index}`, `${group}-${index}`);
        Grant.of(principal, { role: "Reader", scope });
      }
    });
  expect(build).not.toThrow();
});
