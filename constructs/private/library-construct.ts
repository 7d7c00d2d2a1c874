import { App } from "cdktf";
import { Construct } from "constructs";
import { checkId } from "./checks";
import { hclOutput } from "./synthesis-errors";
import { watchProviders } from "./providers";
import { noteUses } from "./stack-order";
import { checkPlacement, checkStruct, type StructName } from "./type-checks";

/**
 * What every construct of the library is: its id survives as a Terraform address, and its props are of
 * the types that the API says.
 *
 * @internal
 */
export class LibraryConstruct extends Construct {
  constructor(scope: Construct, id: string, struct?: StructName, props?: unknown) {
    checkPlacement(scope, id);
    super(scope, id);
    if (App.isApp(this.node.root) && this.node.root.hclOutput) throw hclOutput(this);
    checkId(this);
    if (struct) checkStruct(this, struct, props);
    noteUses(this, props);
    watchProviders(this);
  }
}
