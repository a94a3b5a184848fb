#!/usr/bin/env bash
# What tests need of the system, installed through apt where that is allowed: `browser` Chromium and a font with Chinese
# characters, `office` LibreOffice Calc without a screen, `spark` Java.
set -euo pipefail
wanted="${1:-browser}"
missing=()
case "$wanted" in
  browser)
    command -v chromium >/dev/null || missing+=(chromium)
    fc-list 2>/dev/null | grep -qi 'cjk' || missing+=(fonts-noto-cjk fontconfig)
    ;;
  office)
    command -v soffice >/dev/null || missing+=(libreoffice-calc-nogui)
    ;;
  spark)
    [ -x "${JAVA_HOME:-}/bin/java" ] || command -v java >/dev/null || missing+=(openjdk-17-jre-headless)
    ;;
  *)
    echo "usage: tests/system.sh [browser|office|spark]"
    exit 2
    ;;
esac
[ ${#missing[@]} -eq 0 ] && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "installing ${missing[*]} (apt)"
  export DEBIAN_FRONTEND=noninteractive
  if apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null; then
    exit 0
  fi
fi
echo "The $wanted tests need: ${missing[*]}. Install them with your system's package manager; the rest runs without."
[ "${CI:-}" = "true" ] && exit 1
exit 0
