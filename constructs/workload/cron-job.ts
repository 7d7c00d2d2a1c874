import { Token } from "cdktf";
import type { Construct } from "constructs";
import { numberText } from "../pod/maps";
import { checkBound, checkName, checkOneOf } from "../private/checks";
import { providerFor } from "../private/connections";
import { invalidName } from "../private/errors";
import { LibraryConstruct } from "../private/library-construct";
import { BOUNDS, RULES } from "../private/rules";
import { readiness } from "../service-account/readiness";
import { lifecycleOf } from "./logins";
import * as bindings from "./pod-bindings";
import { checkWorkload, registerObject } from "./pod-checks";
import { objectMetadata, podSpec, rollingMetadata, selectorLabels } from "./pod-template";
import type { WorkloadProps } from "./workload";

/** What happens when it is time and the Job before still runs. */
export enum ConcurrencyPolicy {
  /** Both run. */
  ALLOW = "Allow",
  /** The new one is left out. */
  FORBID = "Forbid",
  /** The old one is ended. */
  REPLACE = "Replace",
}

/** How a CronJob is created. */
export interface WorkloadCronJobProps extends WorkloadProps {
  /**
   * When a Job starts: `minute hour day month weekday`, such as `30 2 * * 1-5`, or `@hourly`, `@daily`,
   * `@weekly`, `@monthly`, `@yearly`.
   */
  readonly schedule: string;

  /**
   * The time zone of the schedule by its name in the IANA database, such as `Europe/Berlin`.
   *
   * @default - that of the control plane, in AKS UTC
   */
  readonly timeZone?: string;

  /**
   * What happens when the Job before still runs.
   *
   * @default ConcurrencyPolicy.ALLOW
   */
  readonly concurrencyPolicy?: ConcurrencyPolicy;

  /**
   * How many complete Jobs are kept, 0 or more.
   *
   * @default 3
   */
  readonly successfulJobsHistoryLimit?: number;

  /**
   * How many failed Jobs are kept, 0 or more.
   *
   * @default 1
   */
  readonly failedJobsHistoryLimit?: number;

  /**
   * Seconds, 1 or more, for which a Job may start late. After them it is left out. Kubernetes looks every ten
   * seconds, and less than that may leave out all.
   *
   * @default - for ever
   */
  readonly startingDeadlineSeconds?: number;

  /**
   * Whether no new Jobs start.
   *
   * @default false
   */
  readonly suspend?: boolean;

  /**
   * How often a failed pod of a Job is tried again, 0 or more.
   *
   * @default 6
   */
  readonly backoffLimit?: number;

  /**
   * Seconds from the start of a Job, 1 or more, after which Kubernetes ends its pods and it has failed.
   *
   * @default - none
   */
  readonly activeDeadlineSeconds?: number;

  /**
   * Seconds after its end, 0 or more, in which a Job is deleted whatever the limits say.
   *
   * @default - never
   */
  readonly ttlSecondsAfterFinished?: number;
}

/**
 * A CronJob whose pods become the Azure identity of their service account. What is changed, the identity
 * included, is there from the next Job on; one that runs stays as it is.
 *
 * Its name has at most 52 characters. Throws when the schedule, the time zone or the pods break a rule of
 * Kubernetes, or the pods their Pod Security Standard, and when the stack is connected to other clusters only.
 */
export class WorkloadCronJob extends LibraryConstruct {
  /** The name of the CronJob. */
  public readonly name: string;

  constructor(scope: Construct, id: string, props: WorkloadCronJobProps) {
    super(scope, id, "WorkloadCronJobProps", props);
    const { serviceAccount, ttlSecondsAfterFinished: ttl } = props;
    checkWorkload(this, props, { name: RULES.cronJob });
    this.checkTimes(props);
    registerObject(this, "CronJob", props);

    const cronJob = new (bindings.cronJob().CronJobV1)(this, "Default", {
      provider: providerFor(serviceAccount.identity.cluster, this),
      metadata: objectMetadata(props),
      spec: {
        schedule: props.schedule,
        timezone: props.timeZone,
        concurrencyPolicy: props.concurrencyPolicy,
        successfulJobsHistoryLimit: props.successfulJobsHistoryLimit,
        failedJobsHistoryLimit: props.failedJobsHistoryLimit,
        startingDeadlineSeconds: props.startingDeadlineSeconds,
        suspend: props.suspend,
        jobTemplate: {
          metadata: { labels: selectorLabels(props.name) },
          spec: {
            backoffLimit: props.backoffLimit ?? 6,
            activeDeadlineSeconds: props.activeDeadlineSeconds,
            ttlSecondsAfterFinished: numberText(ttl),
            template: {
              metadata: rollingMetadata(props),
              spec: { ...podSpec(props), restartPolicy: "Never" },
            },
          },
        },
      },
      lifecycle: lifecycleOf(this, props),
    });
    cronJob.dependsOn = readiness(this, serviceAccount);
    this.name = props.name;
  }

  private checkTimes(props: WorkloadCronJobProps): void {
    const { schedule, timeZone, concurrencyPolicy: policy } = props;
    checkName(this, "schedule", schedule, RULES.cronSchedule);
    if (runsBackwards(schedule)) throw invalidName(this, "schedule", schedule, RULES.cronSchedule);
    checkName(this, "timeZone", timeZone, RULES.timeZone);
    if (timeZone !== undefined && !Token.isUnresolved(timeZone) && !isTimeZone(timeZone)) {
      throw invalidName(this, "timeZone", timeZone, RULES.timeZone);
    }
    const policies = Object.values(ConcurrencyPolicy);
    checkOneOf(this, "concurrencyPolicy", policy, policies);
    checkBound(this, "backoffLimit", props.backoffLimit, BOUNDS.backoffLimit);
    const { activeDeadlineSeconds: deadline } = props;
    checkBound(this, "activeDeadlineSeconds", deadline, BOUNDS.deadlineSeconds);
    checkBound(this, "startingDeadlineSeconds", props.startingDeadlineSeconds, BOUNDS.lateSeconds);
    checkBound(this, "ttlSecondsAfterFinished", props.ttlSecondsAfterFinished, BOUNDS.podSeconds);
    for (const prop of ["successfulJobsHistoryLimit", "failedJobsHistoryLimit"] as const) {
      checkBound(this, prop, props[prop], BOUNDS.historyLimit);
    }
  }
}

const NAMES = "SUN MON TUE WED THU FRI SAT JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(
  " ",
);

/** Whether a range of a schedule ends before it begins. */
function runsBackwards(schedule: string): boolean {
  const order = (value: string) => Number(value) || NAMES.indexOf(value.toUpperCase());
  const ranges = [...schedule.matchAll(/(\w+)-(\w+)/g)];
  return (
    !Token.isUnresolved(schedule) &&
    ranges.some(
      ([, from = "", to = ""]) =>
        /^\d+$/.test(from) === /^\d+$/.test(to) && order(from) > order(to),
    )
  );
}

/** Whether the database of the machine has a time zone of this name. */
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
