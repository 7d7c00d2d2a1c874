import { execFile } from "node:child_process";
import { quietEnvironment } from "../stand-in/binary";
import type { Lab } from "./lab";

const NAME = "lab";

/** The name, the labels and the class of priority that the workloads of the tests ask for. */
const OBJECTS = [
  {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: NAME, labels: { "kubernetes.io/os": "linux", pool: "orders", zone: "1" } },
  },
  {
    apiVersion: "scheduling.k8s.io/v1",
    kind: "PriorityClass",
    metadata: { name: "high" },
    value: 1000,
  },
];

/**
 * Adds a node to a lab, without which no DaemonSet has a pod, and keeps it ready: the controllers take it
 * for lost when it says nothing for a while. Returns what ends that.
 */
export function addNode(lab: Lab): () => void {
  for (const object of OBJECTS) lab.apply(object);
  const beat = () => {
    const now = new Date().toISOString().replace(/\.\d+/, "");
    const ready = { type: "Ready", status: "True", lastHeartbeatTime: now, reason: "Lab" };
    const patch = JSON.stringify({ status: { conditions: [ready] } });
    const args = ["patch", "node", NAME, "--subresource=status", "--type=merge", "--patch", patch];
    execFile("kubectl", args, { env: { ...quietEnvironment(), KUBECONFIG: lab.kubeconfig } });
  };
  beat();
  const timer = setInterval(beat, 10_000);
  return () => clearInterval(timer);
}
