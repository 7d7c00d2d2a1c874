import { hasArgument, needsArgument } from "../../../constructs/private/terraform/bindings";

/** A resource as a binding has it: what may be left out can be reset, what is computed alone has no input. */
class Credential {
  get issuerInput() {
    return undefined;
  }
  get audienceInput() {
    return undefined;
  }
  resetAudience() {}
  get id() {
    return "";
  }
}

describe("a binding", () => {
  test.each([
    ["issuer", true, true],
    ["audience", true, false],
    ["id", false, false],
    ["userAssignedIdentityId", false, false],
  ])("has the argument %s: %s, and needs it: %s", (name, has, needs) => {
    expect(hasArgument(Credential, name)).toBe(has);
    expect(needsArgument(Credential, name)).toBe(needs);
  });
});
