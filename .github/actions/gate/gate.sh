#!/usr/bin/env bash
# `promptctl gate --github` with what the inputs say. All of them come by the environment, and none is read as shell.
set -euo pipefail

# With `=`, what begins with a dash is still a value and no option.
flags=(--github)
with() { if [ -n "$2" ]; then flags+=("$1=$2"); fi; }
refuse() {
  echo "::error title=promptctl gate::$1"
  exit 2
}

with --base "${GATE_BASE:-}"
with --fail-on "${GATE_FAIL_ON:-}"
with --trust-label "${GATE_TRUST_LABEL:-}"
with --max-spend-usd "${GATE_MAX_SPEND_USD:-}"
with --comment "${GATE_COMMENT:-}"
case "${GATE_LIVE:-}" in
  true) flags+=(--live) ;;
  false | '') ;;
  *) refuse 'the input "live" is neither true nor false' ;;
esac

cd -- "${GATE_FOLDER:-.}" || refuse 'the input "working-directory" names no folder of the checkout'
if [ -z "${GATE_VERSION:-}" ]; then
  # Whoever wrote the workflow installed it.
  if command -v promptctl > /dev/null; then exec promptctl gate "${flags[@]}"; fi
  # What the lockfile says, as on a laptop; of a fork, the lockfile and what it names are the fork's.
  if [ "${GATE_TRUSTED:-}" = true ] && npx --no-install promptctl --version > /dev/null 2>&1; then
    exec npx --no-install promptctl gate "${flags[@]}"
  fi
fi
# From outside of the checkout: inside, its .npmrc and node_modules would say which program this is.
folder=$PWD
cd -- "${RUNNER_TEMP:?}"
exec npx --yes "promptctl@${GATE_VERSION:-$GATE_OWN_VERSION}" gate "${flags[@]}" --cwd "$folder"
