#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Starts a Slurm cluster of several nodes on this one machine, for tests: its own key, sockets, ports and folders,
# no systemd, nothing under /etc.
#
#   cluster/start.sh FOLDER [NODES]     prints the line that makes Slurm's commands find it
#
# SLURM_BASE_PORT moves the ports, so that two clusters can run side by side.
set -euo pipefail

folder=$(realpath -m "${1:?usage: start.sh FOLDER [NODES]}")
nodes=${2:-3}
host=$(hostname -s)
user=$(id -un)
port=${SLURM_BASE_PORT:-17000}
last=$((port + 10 + nodes))

mkdir -p "$folder"/{state,log,run}
chmod 755 "$folder" "$folder"/{state,log,run}
for ((i = 1; i <= nodes; i++)); do mkdir -p "$folder/spool.n$i"; done
if [ ! -f "$folder/munge.key" ]; then
  (umask 077 && head -c 1024 /dev/urandom >"$folder/munge.key")
fi

# cred_expire=5: a requeued job waits this long before it may start; 120 s by default, and less than 5 is refused.
cat >"$folder/slurm.conf" <<CONF
ClusterName=retiresim
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$((port + 1))
AuthType=auth/munge
AuthInfo=socket=$folder/run/munge.sock,cred_expire=5
CredType=cred/munge
SlurmUser=$user
SlurmdUser=$user
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool.%n
SlurmctldPidFile=$folder/run/slurmctld.pid
SlurmdPidFile=$folder/run/slurmd.%n.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/slurmd.%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=2,bf_interval=2,batch_sched_delay=0
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
ReturnToService=2
JobRequeue=1
SlurmctldTimeout=10
SlurmdTimeout=10
MinJobAge=300
InactiveLimit=0
KillWait=2
MessageTimeout=5
NodeName=n[1-$nodes] NodeHostname=$host NodeAddr=127.0.0.1 Port=[$((port + 11))-$last] CPUs=1 RealMemory=2000 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=60 State=UP
CONF
# slurmd asks for systemd on hosts with cgroup v2 even when it tracks nothing by cgroup; this line stops it.
echo "CgroupPlugin=cgroup/v1" >"$folder/cgroup.conf"

export SLURM_CONF="$folder/slurm.conf"
munged --force --key-file="$folder/munge.key" --socket="$folder/run/munge.sock" --pid-file="$folder/run/munged.pid" \
  --seed-file="$folder/run/munge.seed" --log-file="$folder/log/munged.log"
slurmctld -c -f "$SLURM_CONF"
for ((i = 1; i <= nodes; i++)); do slurmd -f "$SLURM_CONF" -N "n$i"; done

for _ in $(seq 1 100); do
  if [ "$(sinfo -h -N -o '%T' 2>/dev/null | grep -c '^idle$')" = "$nodes" ]; then
    echo "export SLURM_CONF=$SLURM_CONF"
    exit 0
  fi
  sleep 0.2
done
echo "the cluster did not come up; its logs say:" >&2
tail -n 20 "$folder"/log/*.log >&2
exit 1
