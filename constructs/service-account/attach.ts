import { Annotations, Fn, type IResolveContext, Lazy, type TerraformResource, Token } from "cdktf";
import { USE_LABEL } from "../../azure/webhook";
import { areTwoIdentities } from "../identity/same-identity";
import { checkProxy } from "../pod/webhook-checks";
import { podShapeOf, podsOf } from "../pod/pod-shape";
import { IGNORED_OF_POD, REWRITTEN, webhookAnnotations } from "../pod/webhook-annotations";
import { providerFor } from "../private/connections";
import { mistake } from "../private/mistake";
import { addressOf } from "../private/terraform/address";
import {
  argumentsOf,
  at,
  override,
  overridesOf,
  typedArgumentsOf,
} from "../private/terraform/arguments";
import { asText } from "../private/terraform/written-text";
import { digestOf } from "../private/terraform/digest";
import { TerraformData } from "../private/terraform/terraform-data";
import { checkArguments } from "../private/type-checks";
import { rollAnnotations } from "../private/webhook";
import { isSame } from "../private/azure-places";
import {
  attachedOtherwise,
  attachedToOther,
  betaCronJob,
  otherProvider,
  overrideInTheWay,
} from "./attach-errors";
import type { IWorkloadServiceAccount } from "./account";
import { checkContainers, containersOf, contradictions, named } from "./attach-checks";
import type { AttachOptions } from "./attach-options";
import { type Attachment, checkAtSynth } from "./attachment";
import { refusedByProvider } from "./provider-checks";
import { readiness } from "./readiness";
import { expectGrants } from "./secret-guard";

const attachments = new WeakMap<TerraformResource, Attachment>();

/** The service account that a workload is attached to. */
export function attachedAccount(workload: TerraformResource): IWorkloadServiceAccount | undefined {
  return attachments.get(workload)?.account;
}

/** Lets a workload of the Kubernetes provider run as a service account; `account.attach` says how. */
export function attach(
  account: IWorkloadServiceAccount,
  workload: TerraformResource,
  options: AttachOptions,
): void {
  checkArguments(account, "WorkloadServiceAccount.attach", { workload, options });
  const known = attachments.get(workload);
  if (known) return attachAgain(known, account, options);

  const attachment: Attachment = {
    workload,
    account,
    options,
    shape: podShapeOf(workload, options.podPath),
    ready: readiness(workload, account),
  };
  refuse(attachment);
  attachments.set(workload, attachment);
  expectGrants(workload, account, options.secrets ?? []);
  write(attachment);
  workload.node.addValidation({ validate: () => checkAtSynth(attachment) });
  if (workload.terraformResourceType === "kubernetes_cron_job") {
    Annotations.of(workload).addWarning(betaCronJob());
  }
}

/** The second time only secrets can be new. */
function attachAgain(
  { workload, account, options: first }: Attachment,
  other: IWorkloadServiceAccount,
  options: AttachOptions,
): void {
  const [known, given] = [account.identity, other.identity];
  const same =
    isSame(known.cluster, given.cluster) &&
    known.namespace === given.namespace &&
    known.serviceAccountName === given.serviceAccountName &&
    !areTwoIdentities(known.identity, given.identity);
  if (!same) throw mistake(workload, attachedToOther(account));
  const { secrets = [], ...rest } = options;
  for (const [option, value] of Object.entries(rest) as [keyof AttachOptions, unknown][]) {
    if (value !== undefined && JSON.stringify(value) !== JSON.stringify(first[option])) {
      throw mistake(workload, attachedOtherwise(option, value, first[option] ?? null));
    }
  }
  expectGrants(workload, account, secrets);
}

/** Throws where the workload as it is now contradicts the account or the options. */
function refuse({ workload, account, options, shape }: Attachment): void {
  const { proxySidecar } = options;
  const provider = providerFor(account.identity.cluster, workload);
  const fqn = (one?: { readonly fqn: string }) => asText(workload, one?.fqn) as string | undefined;
  if (provider && provider.alias !== workload.provider?.alias) {
    const [name = ""] = workload.terraformResourceType.split("_");
    throw mistake(workload, otherProvider(fqn(workload.provider) ?? name, fqn(provider) ?? name));
  }
  const written = podsOf(workload);
  const [first] = [
    ...contradictions(workload, written, shape, account, options),
    ...refusedByProvider(written, shape),
  ];
  if (first) throw mistake(workload, first);
  checkContainers(workload, containersOf(written, shape), options);
  if (proxySidecar) {
    const selector = at(written, [...shape.pods, "spec", shape.names.nodeSelector]) ?? {};
    checkProxy(workload, proxySidecar, selector as Record<string, string>);
  }
}

function write({ workload, account, options, shape, ready }: Attachment): void {
  const { names, pods, roll, kind } = shape;
  const rolls = options.rollOnIdentityChange ?? true;
  const forWebhook = webhookAnnotations(options);
  addTo(workload, [...pods, "metadata", "labels"], { [USE_LABEL]: "true" });
  addTo(workload, [...pods, "metadata", "annotations"], {
    ...forWebhook,
    ...(rolls && roll === "annotation" && rollAnnotations(account.identityAnnotations)),
  });
  overrideField(workload, [...pods, "spec", names.account], account.name);
  overrideField(workload, [...pods, "spec", names.automount], account.automountToken);

  const before = overridesOf(workload).depends_on;
  workload.addOverride(
    "depends_on",
    Lazy.anyValue(
      {
        produce: () =>
          ((asText(workload, [before, workload.dependsOn, ready]) ?? []) as string[][])
            .flat()
            .filter((address, index, all) => address && all.indexOf(address) === index),
      },
      { omitEmptyArray: true },
    ),
  );
  if (roll !== "replacement") return;
  const values = { ...(rolls && account.identityAnnotations), ...forWebhook };
  if (kind === "Pod") replacePod(workload, values);
  else if (/^(batch\/)?Job$/.test(kind)) {
    replaceWhenChanged(workload, values, () => at(argumentsOf(workload), pods));
  } else if (rolls) {
    replaceWith(workload, new TerraformData(workload, "workload-identity", values));
  }
}

/** Has a workload replaced by a change of what is written of it, and of other values. */
function replaceWhenChanged(
  workload: TerraformResource,
  values: Record<string, string>,
  written: () => unknown,
): void {
  const data = new TerraformData(workload, "workload-identity", {
    ...values,
    written: digestOf(written),
  });
  data.forEach = workload.forEach;
  data.count = workload.count;
  replaceWith(workload, data);
}

/** A pod that the webhook rewrote is left alone; a change of what is written here replaces it. */
function replacePod(workload: TerraformResource, values: Record<string, string>): void {
  const ignored = workload.lifecycle?.ignoreChanges ?? [];
  workload.lifecycle = {
    ...workload.lifecycle,
    ignoreChanges: ignored === "all" ? ignored : [...new Set([...ignored, ...IGNORED_OF_POD])],
  };
  replaceWhenChanged(workload, values, () => {
    const spec = (at(argumentsOf(workload), ["spec"]) ?? {}) as Record<string, unknown>;
    return REWRITTEN.map((field) => spec[field] ?? []);
  });
}

function replaceWith(workload: TerraformResource, data: TerraformData): void {
  const key = data.forEach ? "[each.key]" : data.count === undefined ? "" : "[count.index]";
  workload.lifecycle = {
    ...workload.lifecycle,
    replaceTriggeredBy: [
      ...(workload.lifecycle?.replaceTriggeredBy ?? []),
      `${addressOf(data)}${key}`,
    ],
  };
}

/** Adds entries to a map, be it written as an object, as a reference, by an override or not at all. */
function addTo(
  workload: TerraformResource,
  path: readonly string[],
  entries: Record<string, string>,
): void {
  if (Object.keys(entries).length === 0) return;
  const typed = () => at(typedArgumentsOf(workload), path);
  const before = at(overridesOf(workload), path);
  if (!isReference(before) && !isReference(typed())) {
    overrideField(workload, path, { ...(before as object | undefined), ...entries });
    return;
  }
  const produce = (context: IResolveContext): unknown => {
    const written = before ?? typed() ?? {};
    const map: unknown = context.resolve(written);
    // A later override of one key lands on the object that stands for the map.
    const later = Object.fromEntries(Object.entries(merged).filter(([key]) => !own.includes(key)));
    const added = { ...entries, ...later };
    return typeof map === "object" ? { ...map, ...added } : Fn.merge([written, added]);
  };
  const merged = Lazy.anyValue({ produce });
  const own = Object.keys(merged);
  overrideField(workload, path, merged);
}

function isReference(map: unknown): boolean {
  return typeof map === "string" || Token.isUnresolved(map);
}

/** Overrides one field, unless an override above it is nothing that a field can be written into. */
function overrideField(workload: TerraformResource, path: readonly string[], value: unknown): void {
  for (let length = 1; length < path.length; length++) {
    const above = at(overridesOf(workload), path.slice(0, length));
    if (above === undefined) break;
    if (typeof above !== "object" || Array.isArray(above) || Token.isUnresolved(above)) {
      throw mistake(workload, overrideInTheWay(named(path.slice(0, length))));
    }
  }
  override(workload, path, value);
}
