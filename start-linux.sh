#!/bin/sh
# Double-click: sets the kit up if needed, then opens it in the browser.
cd "$(dirname "$0")" || exit 1
for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
  if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    exec "$name" start.py "$@"
  fi
done
echo "Python 3.11 or newer was not found. Install it from python.org or with your software centre, then open this file again."
printf 'Press Enter to close. '
read -r _
exit 1
