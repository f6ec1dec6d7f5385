#!/usr/bin/env bash
# Resolve every dependency in a fresh environment and write the versions down.
set -euo pipefail
python=$1
lock=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq --editable '.[matcher,sentence-transformers,dev]'
{
    echo "# Every version that Rapport is tested with; made by \`make lock\`."
    # a local build's suffix (+cpu) names the same version
    "$folder/venv/bin/pip" freeze --exclude-editable | sed 's/+[a-z0-9.]*$//'
} >"$lock"
