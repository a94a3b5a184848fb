#!/usr/bin/env bash
# The browser tests need Chromium and a font with Chinese characters: installed through apt where that is allowed.
set -euo pipefail
missing=()
command -v chromium >/dev/null || missing+=(chromium)
fc-list 2>/dev/null | grep -qi 'cjk' || missing+=(fonts-noto-cjk)
[ ${#missing[@]} -eq 0 ] && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "installing ${missing[*]} (apt)"
  export DEBIAN_FRONTEND=noninteractive
  if apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" fontconfig >/dev/null; then
    exit 0
  fi
fi
echo "The browser tests need: ${missing[*]}. Install them with your system's package manager; the rest runs without."
[ "${CI:-}" = "true" ] && exit 1
exit 0
