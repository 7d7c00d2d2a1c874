import {
  ClusterTier,
  DayOfWeek,
  GrantScope,
  NodeOsUpgradeChannel,
  UpgradeChannel,
  type UpgradeOptions,
} from "../../../constructs";
import { clusterWith, refusalOf, warningsAbout } from "../../support/clusters";

const SUNDAY = { dayOfWeek: DayOfWeek.SUNDAY, startTime: "02:00" };
const WEEKLY = {
  frequency: "Weekly",
  interval: 1,
  day_of_week: "Sunday",
  start_time: "02:00",
  duration: 4,
  utc_offset: "+00:00",
};

const upgraded = (upgrade: UpgradeOptions) => clusterWith({ upgrade });

describe("a channel", () => {
  test.each([UpgradeChannel.PATCH, UpgradeChannel.RAPID, UpgradeChannel.STABLE])(
    "%s moves the version, and Terraform takes no notice",
    (automaticUpgradeChannel) => {
      const cluster = clusterWith({
        kubernetesVersion: "1.33",
        upgrade: { automaticUpgradeChannel },
      });
      expect(cluster).toMatchObject({
        automatic_upgrade_channel: automaticUpgradeChannel,
        kubernetes_version: "1.33",
      });
      expect(cluster.lifecycle).toMatchObject({
        ignore_changes: ["kubernetes_version", "default_node_pool[0].orchestrator_version"],
      });
    },
  );

  test("node-image leaves the version to Terraform", () => {
    const cluster = upgraded({ automaticUpgradeChannel: UpgradeChannel.NODE_IMAGE });
    expect(cluster.lifecycle).not.toHaveProperty("ignore_changes");
  });

  test("node-image fails with another channel for the nodes", () => {
    const upgrade = {
      automaticUpgradeChannel: UpgradeChannel.NODE_IMAGE,
      nodeOsUpgradeChannel: NodeOsUpgradeChannel.NONE,
    };
    expect(refusalOf({ upgrade })).toBe(
      [
        "[test/cluster] `upgrade.nodeOsUpgradeChannel` contradicts the channel `node-image`, which upgrades the images of nodes itself.",
        '  got:     "None"',
        '  allowed: "NodeImage" beside the channel "node-image"',
        "  fix:     leave `upgrade.nodeOsUpgradeChannel` out, or take another `upgrade.automaticUpgradeChannel`",
        "  code:    node-image-channels",
      ].join("\n"),
    );
    const nodeOsUpgradeChannel = NodeOsUpgradeChannel.NODE_IMAGE;
    expect(() => upgraded({ ...upgrade, nodeOsUpgradeChannel })).not.toThrow();
  });

  test("for the nodes is written as it is given", () => {
    const nodeOsUpgradeChannel = NodeOsUpgradeChannel.SECURITY_PATCH;
    expect(upgraded({ nodeOsUpgradeChannel })).toMatchObject({
      node_os_upgrade_channel: "SecurityPatch",
    });
    expect(clusterWith({})).not.toHaveProperty("node_os_upgrade_channel");
  });
});

describe("a window", () => {
  test("is that of the cluster and of its nodes", () => {
    const cluster = upgraded({
      automaticUpgradeChannel: UpgradeChannel.PATCH,
      maintenanceWindow: SUNDAY,
    });
    expect(cluster.maintenance_window_auto_upgrade).toEqual(WEEKLY);
    expect(cluster.maintenance_window_node_os).toEqual(WEEKLY);
  });

  test("takes its length and its offset", () => {
    const maintenanceWindow = { ...SUNDAY, durationHours: 8, utcOffset: "-05:00" };
    expect(upgraded({ maintenanceWindow }).maintenance_window_node_os).toMatchObject({
      duration: 8,
      utc_offset: "-05:00",
    });
  });

  test("without a channel is that of the nodes alone", () => {
    const cluster = upgraded({ maintenanceWindow: SUNDAY });
    expect(cluster).not.toHaveProperty("maintenance_window_auto_upgrade");
    expect(cluster.maintenance_window_node_os).toEqual(WEEKLY);
  });

  test("in which nothing happens has a warning", () => {
    const nodeOsUpgradeChannel = NodeOsUpgradeChannel.NONE;
    const useless = { nodeOsUpgradeChannel, maintenanceWindow: SUNDAY };
    expect(warningsAbout({ upgrade: useless })).toEqual([
      "`upgrade.maintenanceWindow` is of no use: neither the cluster nor the images of its nodes are upgraded by a channel. Set `upgrade.automaticUpgradeChannel`, or another `upgrade.nodeOsUpgradeChannel`.",
    ]);
    expect(warningsAbout({ upgrade: { maintenanceWindow: SUNDAY } })).toEqual([]);
    const automaticUpgradeChannel = UpgradeChannel.PATCH;
    expect(warningsAbout({ upgrade: { ...useless, automaticUpgradeChannel } })).toEqual([]);
  });

  test.each([
    ["startTime", "25:99", "time of day"],
    ["startTime", "2:00", "time of day"],
    ["utcOffset", "CET", "offset from UTC"],
    ["durationHours", 3, "length of a maintenance window in hours"],
    ["durationHours", 25, "length of a maintenance window in hours"],
  ])(
    "fails when `%s` is %s, which AKS would refuse after it has made the cluster",
    (prop, value, noun) => {
      const upgrade = { maintenanceWindow: { ...SUNDAY, [prop]: value } };
      expect(refusalOf({ upgrade })).toMatch(
        `[test/cluster] \`upgrade.maintenanceWindow.${prop}\` is not a valid ${noun}.`,
      );
    },
  );

  test.each([
    ["dayOfWeek", undefined],
    ["startTime", undefined],
  ])("fails without `%s`", (prop, value) => {
    const upgrade = { maintenanceWindow: { ...SUNDAY, [prop]: value } };
    expect(refusalOf({ upgrade })).toMatch(
      `[test/cluster] \`upgrade.maintenanceWindow.${prop}\` is missing`,
    );
  });

  test("fails on a day that is none", () => {
    const upgrade = { maintenanceWindow: { ...SUNDAY, dayOfWeek: "sunday" as DayOfWeek } };
    expect(refusalOf({ upgrade })).toContain(
      "[test/cluster] `upgrade.maintenanceWindow.dayOfWeek` has an unknown value.",
    );
  });
});

describe("the tier", () => {
  test.each([ClusterTier.STANDARD, ClusterTier.PREMIUM])("%s shows costs", (skuTier) => {
    expect(clusterWith({ skuTier, costAnalysis: true })).toMatchObject({
      sku_tier: skuTier,
      cost_analysis_enabled: true,
    });
  });

  test.each([ClusterTier.FREE, undefined])("%s fails with costs", (skuTier) => {
    expect(refusalOf({ skuTier, costAnalysis: true })).toBe(
      [
        "[test/cluster] `costAnalysis` is not in the free tier.",
        '  got:     "Free"',
        '  allowed: `skuTier` "Standard" or "Premium"',
        "  fix:     change `skuTier`, or leave `costAnalysis` out",
        "  code:    paid-tier-needed",
      ].join("\n"),
    );
    expect(() => clusterWith({ skuTier, costAnalysis: false })).not.toThrow();
  });

  test("is compared letter by letter", () => {
    expect(refusalOf({ skuTier: "standard" as ClusterTier })).toContain(
      '  allowed: "Free", "Standard", "Premium"',
    );
  });
});

test("a cluster that must not be destroyed says so to Terraform", () => {
  expect(clusterWith({ preventDestroy: true }).lifecycle).toMatchObject({ prevent_destroy: true });
  expect(clusterWith({ preventDestroy: false }).lifecycle).not.toHaveProperty("prevent_destroy");
});

describe("a disk encryption set", () => {
  const set = "11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Compute";

  test("encrypts the disks of nodes", () => {
    const id = `/subscriptions/${set}/diskEncryptionSets/disks`;
    const cluster = clusterWith((scope) => ({
      diskEncryptionSet: GrantScope.fromId(scope, "disks", id),
    }));
    expect(cluster.disk_encryption_set_id).toBe(id);
  });

  test("fails when it is something else", () => {
    const message = refusalOf((scope) => ({
      diskEncryptionSet: GrantScope.fromId(scope, "disks", `/subscriptions/${set}/disks/data`),
    }));
    expect(message).toContain(
      "[test/cluster] `diskEncryptionSet` is not a valid id of a disk encryption set.",
    );
  });
});
