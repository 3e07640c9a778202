#!/bin/sh
# For npm scripts: runs a program of test/ with the Node.js it needs, whatever the machine has. program.sh FILE [arguments]
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/launcher/node.sh"
use_node "$@"
exec node "$root/launcher/program.mjs" "$@"
