# Sourced by ./drift, ./test.sh and scripts/setup.sh:  with_lock FILE COMMAND…
# runs COMMAND while no other process that asks for the same FILE runs its own; returns its exit code.
#
# flock is used where it works: the kernel takes it back whatever happens to its holder. Some shared file systems
# refuse it (Lustre mounted without "flock", some NFS), and macOS has no such command; there a folder FILE.held
# stands in, since mkdir is atomic everywhere. It names its holder, and is taken over when that process is gone
# (same host) or when it has not been touched for ten minutes (another host).

# What with_lock keeps for itself: the lock cannot be had in this way.
no_lock=75

with_lock() {
  local file=$1 code=$no_lock
  shift
  if command -v flock >/dev/null && { : >>"$file"; } 2>/dev/null; then
    code=0
    ( flock 9 2>/dev/null || exit $no_lock; "$@" 9>&- ) 9>>"$file" || code=$?
  fi
  [ "$code" = $no_lock ] || return "$code"
  hold_folder "$file.held" "$@"
}

hold_folder() (
  held=$1
  shift
  until mkdir "$held" 2>/dev/null; do
    [ -d "$held" ] || [ -w "${held%/*}" ] || { echo "drift: cannot make the lock $held" >&2; exit $no_lock; }
    ! abandoned "$held" || rm -rf "$held"
    sleep 1
  done
  echo "$(uname -n) $$" >"$held/holder"
  ( while sleep 60 && touch "$held"; do :; done ) </dev/null >/dev/null 2>&1 &
  fresh=$!
  trap 'kill "$fresh" 2>/dev/null; rm -rf "$held"' EXIT
  "$@"
)

abandoned() {
  local host='' pid=''
  { read -r host pid <"$1/holder"; } 2>/dev/null
  if [ "$host" = "$(uname -n)" ]; then
    ! kill -0 "$pid" 2>/dev/null
  else
    [ -n "$(find "$1" -maxdepth 0 -mmin +10 2>/dev/null)" ]
  fi
}
