import { ROLES } from "../../../../azure/roles";
import { RESOURCE_GROUP } from "../../scope-types";

/** Where a control plane makes resources: a wide role, exactly there. */
export const target = (description: string) => ({
  name: "target",
  description,
  resourceType: RESOURCE_GROUP,
  roles: [ROLES.CONTRIBUTOR.name],
});

export const NARROWER =
  "The role is wide. For less copy the preset and change the roles of its scope, or give custom ones.";
