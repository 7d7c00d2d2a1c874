/* eslint-disable @typescript-eslint/no-require-imports */

/**
 * The provider's classes for objects with pods, loaded when the first one is used: each is 4.7 MB of
 * code, which takes 50 ms and 12 MB even of programs that have no such object.
 */
export const deployment = (): typeof import("@cdktf/provider-kubernetes/lib/deployment-v1") =>
  require("@cdktf/provider-kubernetes/lib/deployment-v1");
export const job = (): typeof import("@cdktf/provider-kubernetes/lib/job-v1") =>
  require("@cdktf/provider-kubernetes/lib/job-v1");
export const pod = (): typeof import("@cdktf/provider-kubernetes/lib/pod-v1") =>
  require("@cdktf/provider-kubernetes/lib/pod-v1");
export const statefulSet = (): typeof import("@cdktf/provider-kubernetes/lib/stateful-set-v1") =>
  require("@cdktf/provider-kubernetes/lib/stateful-set-v1");
export const daemonSet = (): typeof import("@cdktf/provider-kubernetes/lib/daemon-set-v1") =>
  require("@cdktf/provider-kubernetes/lib/daemon-set-v1");
export const cronJob = (): typeof import("@cdktf/provider-kubernetes/lib/cron-job-v1") =>
  require("@cdktf/provider-kubernetes/lib/cron-job-v1");
