import { findRole, roleGuid } from "../../../azure/roles";
import type { ReferenceIndex } from "./reference-index";
import type { Resource } from "./resource";
import { type Attribute, kindOf } from "./resource-types";
import { notShown, type Role, roleDefined, roleNamed, UNKNOWN_ROLE } from "./role";

/** The custom roles that the stacks define, and which role an assignment gives. */
export class RoleDefinitions {
  private readonly byName = new Map<string, Resource>();
  private readonly byGuid = new Map<string, Resource>();
  private readonly roles = new Map<Resource, Role>();

  constructor(
    private readonly references: ReferenceIndex,
    private readonly nameOf: (resource: Resource) => string,
  ) {
    const all = references.all("role").filter((role) => role.has("permissions"));
    const of = (mode: string) => all.filter(({ place }) => place.mode === mode);
    // The last entry counts: what Terraform manages, and of that the first.
    for (const role of [...of("data"), ...of("managed").reverse()]) {
      this.byName.set(nameOf(role).toLowerCase(), role);
      const id = role.get("role_definition_id").value;
      if (typeof id === "string") this.byGuid.set(roleGuid(id), role);
    }
  }

  /** The role of an assignment: by a definition of these stacks, or by its name or id. */
  public roleOf(grant: Resource): Role {
    const [name, id] = (["role_definition_name", "role_definition_id"] as const).map((attribute) =>
      this.said(grant, attribute),
    );
    const said = name ?? id;
    const role = this.referredTo(grant) ?? this.called(name?.text, id?.text) ?? UNKNOWN_ROLE;
    return said?.sensitive ? notShown(role, said.text) : role;
  }

  /** The role whose definition an assignment refers to. Data sources also read built-in roles. */
  private referredTo(grant: Resource): Role | undefined {
    const found = this.references.target(grant, "role_definition_id")?.resource;
    if (!found || kindOf(found.type) !== "role") return undefined;
    if (found.place.mode === "managed") return this.defined(found);
    const [name, id] = (["name", "role_definition_id"] as const).map((attribute) =>
      this.references.textOf(found, attribute),
    );
    const builtIn = [name, id].find((one) => one && findRole(one));
    if (builtIn) return roleNamed(builtIn);
    return found.has("permissions") ? this.defined(found) : this.called(name, id);
  }

  /** Azure has no custom role by the name of a built-in one. */
  private called(name: string | undefined, id: string | undefined): Role | undefined {
    const said = name ?? id;
    if (said === undefined) return undefined;
    if (findRole(said)) return roleNamed(said);
    const definition =
      (name !== undefined && this.byName.get(name.toLowerCase())) ||
      (id !== undefined && this.byGuid.get(roleGuid(id)));
    return definition ? this.defined(definition) : roleNamed(said);
  }

  private defined(definition: Resource): Role {
    const role =
      this.roles.get(definition) ??
      roleDefined(this.nameOf(definition), definition, this.references);
    this.roles.set(definition, role);
    return role;
  }

  /** What an assignment says of its role, be it shown or not. */
  private said(grant: Resource, attribute: Attribute<"grant">) {
    const { value, sensitive } = grant.get(attribute);
    const text =
      sensitive && typeof value === "string" ? value : this.references.textOf(grant, attribute);
    return text ? { text, sensitive } : undefined;
  }
}
