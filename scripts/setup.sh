#!/usr/bin/env bash
# scripts/setup.sh [run|test] [--brief]
#
# Sees to it that what Drift needs from the system is there. On Debian and Ubuntu it installs what is missing when
# it may (root, or sudo without a password); elsewhere it names it, with the line that gets it. When nothing is
# missing it does nothing: a few look-ups in folders, no package manager.
#
#   run    netCDF, which every run needs, and an MPI, which runs of more than one rank need
#   test   also the other MPI, the tools that the tests compare with, and SLURM
#
# --brief (as ./drift calls it): installs when it may, and leaves it to the program to name what it misses.
# Exit code: 0 when all is there that one rank needs, 1 otherwise. Messages go to stderr.
set -u
here=$(cd "${BASH_SOURCE[0]%/*}" && pwd -P)
. "$here/lock.sh"

group=run brief=no
for word in "$@"; do
  case $word in
    run | test) group=$word ;;
    --brief) brief=yes ;;
    *) echo "usage: scripts/setup.sh [run|test] [--brief]" >&2; exit 2 ;;
  esac
done

say() { echo "drift: $*" >&2; }

# A shared library, looked for where the dynamic linker looks, in the order of cost.
has_library() {
  local stem=$1 folder found
  local IFS=:
  for folder in ${LD_LIBRARY_PATH:-} ${DYLD_LIBRARY_PATH:-} ${CONDA_PREFIX:+$CONDA_PREFIX/lib} \
    "/usr/lib/$(uname -m)-linux-gnu" /usr/lib64 /usr/lib /usr/local/lib /usr/local/lib64 /opt/homebrew/lib; do
    for found in "$folder/$stem".so* "$folder/$stem".*dylib; do
      [ -e "$found" ] && return 0
    done
  done
  PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null | grep -q "$stem\.so"
}

has_command() { PATH=$PATH:/sbin:/usr/sbin command -v "$1" >/dev/null; }
has_module() { [ -e "/usr/lib/python3/dist-packages/$1" ]; }
has_netcdf() { [ -n "${DRIFT_NETCDF_LIBRARY:-}" ] || has_library libnetcdf; }
has_mpi() { [ -n "${DRIFT_MPI_LIBRARY:-}" ] || has_command mpiexec || has_command srun || has_library libmpi || has_library libmpich; }

# Prints the packages of the group that are missing, by Debian's names; libnetcdf stands for its newest version.
missing() {
  has_netcdf || echo libnetcdf
  if [ "$group" = run ]; then
    has_mpi || echo openmpi-bin
    return
  fi
  has_command mpiexec.openmpi || echo openmpi-bin
  has_command mpiexec.mpich || echo mpich
  has_command ncdump || echo netcdf-bin
  has_command h5dump || echo hdf5-tools
  has_command slurmctld && has_command slurmd && has_command sbatch || echo slurm-wlm
  has_command munged || echo munge
  # SLURM's plugin for Open MPI looks for the library by the name that only the package for developers has.
  [ -n "$(ls /usr/lib/*/libpmix.so /usr/lib64/libpmix.so 2>/dev/null)" ] || echo libpmix-dev
  has_command gcc || echo gcc libc6-dev
  has_module xarray || echo python3-xarray
  has_module netCDF4 || echo python3-netcdf4
  has_module h5netcdf || echo python3-h5netcdf
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}
may_install() {
  command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}

# The library's package carries its version in its name, and on newer systems a suffix: libnetcdf19, libnetcdf19t64.
real_names() {
  local name newest
  for name in "$@"; do
    if [ "$name" = libnetcdf ]; then
      newest=$(apt-cache search --names-only '^libnetcdf[0-9]+(t64)?$' 2>/dev/null | sed 's/ .*//' | sort -V | tail -n 1)
      echo "${newest:-libnetcdf19}"
    else
      echo "$name"
    fi
  done
}
update() {
  # apt waits for the lock of its packages, but not for that of its lists: tried for five minutes.
  local try said
  for try in $(seq 60); do
    said=$(as_root apt-get -qq update 2>&1 </dev/null) && return 0
    case $said in *'get lock'*) sleep 5 ;; *) break ;; esac
  done
  echo "$said"
  return 1
}
install_once() {
  # shellcheck disable=SC2046
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=600 \
    install --no-install-recommends $(real_names "$@") 2>&1 </dev/null
}

# Runs under the lock: whoever waited for it may find the work done.
install_missing() {
  local packages log
  packages=($(missing))
  [ ${#packages[@]} -gt 0 ] || return 0
  # What failed today is not tried again at every start of the program.
  if [ "$brief" = yes ] && [ -n "$(find "$failed" -mmin -1440 2>/dev/null)" ] && [ "$(cat "$failed")" = "${packages[*]}" ]; then
    return 1
  fi
  say "installing ${packages[*]} (once on this machine)"
  log=$(install_once "${packages[@]}" || { update && install_once "${packages[@]}"; }) && return 0
  echo "${packages[*]}" >"$failed"
  say "the installation failed; the end of what apt-get said:"
  tail -n 8 <<<"$log" >&2
  return 1
}

lacking=($(missing))
[ ${#lacking[@]} -gt 0 ] || exit 0
if may_install; then
  locks=/run/lock
  [ -w "$locks" ] || locks=/tmp
  failed=$locks/drift-setup.failed
  with_lock "$locks/drift-setup.lock" install_missing
  lacking=($(missing))
  [ ${#lacking[@]} -gt 0 ] || exit 0
fi

if [ "$brief" = no ]; then
  say "not found on this machine: ${lacking[*]/%libnetcdf/netCDF (the C library)}"
  if command -v apt-get >/dev/null; then
    say "  with rights to install:  sudo apt-get install $(real_names "${lacking[@]}" | tr '\n' ' ')"
  fi
  say "  on a cluster:  module load netcdf-c openmpi      (names differ; see: module avail netcdf)"
  say "  with conda:    conda install libnetcdf openmpi"
  say "  with brew:     brew install netcdf open-mpi"
fi
has_netcdf
