#!/usr/bin/env bash
# Sets up, builds and runs all tests:  ./test.sh [--long] [--filter TEXT]
#
#   --filter TEXT   only tests whose full name contains TEXT
#   --long          full counts of the long cases (DRIFT_TEST_LONG=1 for the tests); the result, with the machine it
#                   was measured on, is written to docs/results/long-DATE.md, to be committed
#
# Everything the tests said is in artifacts/test.log. The last line is "N passed, N failed, N skipped"; the exit
# code is 0 only if something ran and nothing failed.
set -uo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" || exit

long=no filter=()
while [ $# -gt 0 ]; do
  case $1 in
    --long) long=yes ;;
    --filter) filter=(--filter-method "*${2:?--filter wants a text}*"); shift ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
  esac
  shift
done

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDDISABLENODEREUSE=1
[ "$long" = no ] || export DRIFT_TEST_LONG=1
if [ "$(id -u)" = 0 ]; then
  export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
fi

say() { echo "test.sh: $*"; }

build() {
  # The same mark as ./drift looks for: tests that start it find a finished build.
  touch artifacts/drift.stamp.new
  dotnet build Drift.Hpc.sln -c Release -v quiet -nologo -warnaserror -p:UseSharedCompilation=false \
    </dev/null >artifacts/test-build.log 2>&1 || { tail -n 40 artifacts/test-build.log; return 1; }
  mv -f artifacts/drift.stamp.new artifacts/drift.stamp
}

# Of the full log: what failed or was skipped, figures, and how each project ended.
digest() {
  awk '
    /^passed /            { quiet = 1; next }
    /^(failed|skipped) /  { quiet = 0 }
    /^Running tests from/ { next }
    /^Test run summary/   { quiet = 1; next }
    /^[^ ]/ && !/^failed |^skipped / { quiet = 0 }
    /^ *FIGURE /          { sub(/^ */, ""); print; fflush(); next }
    /^ +(at (System|Xunit)\.|from .*\.dll )/ { next }
    /^\/.*\.dll \(net/     { sub(/.*\//, ""); sub(/\.dll \([^)]*\)/, "") }
    !quiet                { print substr($0, 1, 300); fflush() }'
}

# One number of the summary.
count() { sed -n "s/^  $1: \([0-9]*\)$/\1/p" artifacts/test.log | tail -n 1; }

# name: reason, of every skipped test.
skipped() {
  awk '/^skipped / { name = $2; next } name != "" { sub(/^ +/, ""); print "  " name ": " $0; name = "" }' artifacts/test.log
}

write_result() {
  local file commit
  file=docs/results/long-$(date -u +%F).md
  # Asked before the result itself becomes a change.
  commit="$(git rev-parse --short=12 HEAD 2>/dev/null)$([ -z "$(git status --porcelain 2>/dev/null)" ] || echo ', with changes')"
  mkdir -p docs/results
  {
    echo "# Long tests of $(date -u +%F)"
    echo
    echo "$closing, in $((SECONDS / 60)) min $((SECONDS % 60)) s."
    echo
    echo "| | |"
    echo "|---|---|"
    echo "| commit | $commit |"
    echo "| processor | $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores |"
    echo "| memory | $(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo) |"
    echo "| system | $(. /etc/os-release && echo "$PRETTY_NAME"), Linux $(uname -r) |"
    echo "| .NET | $(dotnet --version) |"
    echo "| MPI | $(mpiexec.openmpi --version 2>/dev/null | head -n 1); MPICH $(mpiexec.mpich --version 2>/dev/null | sed -n 's/ *Version: *//p') |"
    echo "| netCDF | $(nc-config --version 2>/dev/null || ls /usr/lib/*/libnetcdf.so.* 2>/dev/null | tail -n 1 | sed 's|.*/||') |"
    echo
    echo "## Figures"
    echo
    sed -n 's/^ *FIGURE /- /p' artifacts/test.log
    echo
    echo "## Skipped"
    echo
    skipped | sed 's/^ */- /'
  } >"$file"
  say "written: $file"
}

scripts/setup.sh test || say "going on without it: tests that need it are skipped by name"
dotnet --list-sdks 2>/dev/null | grep -q '^10\.' || { say "the .NET 10 SDK is missing: package dotnet-sdk-10.0"; exit 2; }
mkdir -p artifacts
# Containers may have no home; the SDK wants one.
[ -d "${HOME:-}" ] && [ -w "$HOME" ] || export HOME=$PWD/artifacts
. scripts/lock.sh

say "building"
with_lock artifacts/drift.lock build || { say "the build failed"; exit 1; }
say "checking the form"
dotnet format Drift.Hpc.sln --verify-no-changes --no-restore </dev/null || { say "run: dotnet format Drift.Hpc.sln"; exit 1; }
say "testing"
# One project after the other: ranks and clocks of one would disturb the other on few cores.
dotnet test --solution Drift.Hpc.sln -c Release --no-build --no-ansi --no-progress --output Detailed --show-stdout All \
  --max-parallel-test-modules 1 --ignore-exit-code 8 ${filter[@]+"${filter[@]}"} </dev/null 2>&1 | tee artifacts/test.log | digest
code=${PIPESTATUS[0]}

passed=$(count succeeded) failed=$(count failed) ignored=$(count skipped)
# A test host that died has not counted what it was at.
[ "$code" = 0 ] || [ "${failed:-0}" -gt 0 ] || failed=1
closing="${passed:-0} passed, ${failed:-0} failed, ${ignored:-0} skipped"
if [ "${passed:-0}" = 0 ] && [ "${failed:-0}" = 0 ]; then
  say "no test ran"
  code=1
fi
[ "$long" = no ] || [ ${#filter[@]} -gt 0 ] || write_result
if [ "${ignored:-0}" -gt 0 ]; then
  say "skipped:"
  skipped
fi
echo "$closing"
[ "$code" = 0 ] && [ "${failed:-0}" = 0 ]
