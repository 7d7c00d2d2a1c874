import { Sleep } from "@cdktf/provider-time/lib/sleep";
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { checkName } from "../private/checks";
import { RULES } from "../private/rules";

/**
 * Something that Azure has accepted but does not yet honour everywhere. The wait for it is one
 * `time_sleep`, and exists only when something asked to come after it.
 */
export class Propagation {
  private sleep?: Sleep;

  /**
   * @param owner the construct that holds the wait
   * @param wait how long, as time_sleep writes it; "0s" for no wait
   * @param resource the resource that propagates
   * @param triggers the values whose change starts the wait anew
   */
  constructor(
    private readonly owner: Construct,
    private readonly wait: string,
    private readonly resource: TerraformResource,
    private readonly triggers: () => Record<string, string>,
  ) {
    checkName(owner, "propagationWait", wait, RULES.duration);
  }

  /** What to depend on to come after the propagation. */
  public after(): TerraformResource {
    if (parseFloat(this.wait) === 0) return this.resource;
    this.sleep ??= new Sleep(this.owner, "propagation", {
      createDuration: this.wait,
      triggers: this.triggers(),
      dependsOn: [this.resource],
    });
    return this.sleep;
  }
}
