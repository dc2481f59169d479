#!/usr/bin/env bash
# A real SLURM of several virtual nodes on this one machine, for tests: slurm-lab.sh up|down [nodes=4] [cpus=2]
#
# Starts munged, slurmctld and one slurmd per virtual node, all from a folder of its own, and touches nothing of an
# installed SLURM. Needs root and the packages slurm-wlm and munge. "up" prints the path of slurm.conf once all nodes
# are idle; "down" ends exactly what "up" started.
#
#   SLURM_LAB    folder of the lab (default: $TMPDIR/slurm-lab). Labs in different folders run side by side: each
#                takes a free range of ports.
#
# There is no accounting, so no sacct: ask scontrol show job.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin
lab=${SLURM_LAB:-${TMPDIR:-/tmp}/slurm-lab}
nodes=${2:-4}
cpus=${3:-2}
host=$(uname -n)
host=${host%%.*}

fail() { echo "slurm-lab: $*" >&2; exit 1; }

# Whether the process of a pid file is still that daemon: numbers are used again.
alive() {
  local pid='' name
  { read -r pid <"$1"; } 2>/dev/null || [ -n "$pid" ] || return 1
  name=$(cat "/proc/$pid/comm" 2>/dev/null) || return 1
  case ${1##*/} in "$name".*) return 0 ;; *) return 1 ;; esac
}

# Nodes first, so that the controller hears of their end, and munged, which all need, last.
pid_files() { ls "$lab"/run/slurmd.*.pid "$lab/run/slurmctld.pid" "$lab/run/munged.pid" 2>/dev/null || true; }

down() {
  local file try
  if alive "$lab/run/slurmctld.pid"; then
    export SLURM_CONF=$lab/slurm.conf
    timeout 5 scancel --user=root || true
    for try in {1..50}; do
      [ -n "$(timeout 5 squeue -h 2>/dev/null)" ] || break
      sleep 0.1
    done
  fi
  for file in $(pid_files); do
    alive "$file" || continue
    kill "$(cat "$file")" || true
    for try in {1..50}; do
      alive "$file" || continue 2
      sleep 0.1
    done
    kill -9 "$(cat "$file")" 2>/dev/null || true
  done
  rm -f "$lab"/run/*.pid
}

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# First of 64 ports for this lab: the controller takes the first, node n the n-th after it.
choose_ports() {
  local first
  for first in $(seq 16800 64 20000 | shuf); do
    if port_is_free "$first" && port_is_free $((first + 1)); then
      echo "$first"
      return
    fi
  done
  fail "no free ports from 16800 on"
}

# The virtual nodes are one host and one user, after which Open MPI names its shared memory and PMIx its folders:
# each node has a scratch folder of its own, or they would step on each other.
write_files() {
  local port=$1 memory node
  memory=$(awk '/MemTotal/ { print int($2 / 1024 / 2) }' /proc/meminfo)
  cat >"$lab/task-prolog.sh" <<PROLOG
#!/bin/sh
scratch=$lab/scratch/\$SLURMD_NODENAME
echo "export TMPDIR=\$scratch"
echo "export OMPI_MCA_btl_vader_backing_directory=\$scratch"
echo "export OMPI_MCA_osc_sm_backing_directory=\$scratch"
PROLOG
  chmod 755 "$lab/task-prolog.sh"
  echo "CgroupAutomount=no" >"$lab/cgroup.conf"
  {
    cat <<CONF
ClusterName=lab$port
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$lab/run/munge.socket
StateSaveLocation=$lab/state
SlurmdSpoolDir=$lab/spool/%n
SlurmctldPidFile=$lab/run/slurmctld.pid
SlurmdPidFile=$lab/run/slurmd.%n.pid
SlurmctldLogFile=$lab/log/slurmctld.log
SlurmdLogFile=$lab/log/slurmd.%n.log
TaskProlog=$lab/task-prolog.sh
TmpFS=$lab/scratch/%n
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=1,bf_interval=1,sched_min_interval=0,batch_sched_delay=0
MpiDefault=none
ReturnToService=2
JobRequeue=1
KillWait=30
MinJobAge=3600
MaxArraySize=1001
PropagateResourceLimitsExcept=MEMLOCK
CONF
    for node in $(seq "$nodes"); do
      echo "NodeName=n$node NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + node)) CPUs=$cpus RealMemory=$memory"
    done
    echo "PartitionName=main Nodes=n[1-$nodes] Default=YES MaxTime=INFINITE State=UP"
  } >"$lab/slurm.conf"
}

up() {
  local node try file command
  [ "$(id -u)" = 0 ] || fail "needs root"
  for command in munged slurmctld slurmd sinfo; do
    command -v "$command" >/dev/null || fail "$command is not installed (packages slurm-wlm, munge)"
  done
  [ "$nodes" -lt 63 ] || fail "at most 62 nodes"
  for file in $(pid_files); do
    ! alive "$file" || fail "a lab is up in $lab: end it with slurm-lab.sh down"
  done
  mkdir -p "$lab"/{run,log,state,munge}
  chmod 755 "$lab" "$lab"/{run,log,state}
  chmod 700 "$lab/munge"
  for node in $(seq "$nodes"); do
    mkdir -p "$lab/spool/n$node" "$lab/scratch/n$node"
    chmod 1777 "$lab/scratch/n$node"
  done
  write_files "$(choose_ports)"

  [ -s "$lab/munge/key" ] || (umask 077 && head -c 1024 /dev/urandom >"$lab/munge/key")
  munged --force --num-threads=2 --key-file="$lab/munge/key" --seed-file="$lab/munge/seed" \
    --socket="$lab/run/munge.socket" --pid-file="$lab/run/munged.pid" --log-file="$lab/log/munged.log"
  export SLURM_CONF=$lab/slurm.conf
  slurmctld -c
  for node in $(seq "$nodes"); do
    slurmd -N "n$node"
  done
  for try in {1..200}; do
    if [ "$(sinfo -h -N -o %T 2>/dev/null | grep -c '^idle$')" = "$nodes" ]; then
      echo "$SLURM_CONF"
      return
    fi
    sleep 0.1
  done
  tail -n 5 "$lab"/log/*.log >&2
  down
  fail "the nodes did not come up in 20 s"
}

case ${1:-} in
  up) up ;;
  down) down ;;
  *) sed -n '2,12s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
