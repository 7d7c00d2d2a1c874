# A lab that lasts as long as its standard input: a control plane, Azure as it is simulated, the webhook and a kubelet.
# usage: lab.sh FOLDER [options of the simulator]; LAB_HOME names the folder of the lab's own lab.sh
folder=$1
shift
. "$LAB_HOME/lab.sh"
trap lab_down EXIT
lab_up "$folder"
lab_sim "$folder/sim" "$@"
lab_webhook "$ARM_TENANT_ID"
lab_kubelet
clean kubectl get --raw /readyz >/dev/null || exit 1
echo ready
read -r _
