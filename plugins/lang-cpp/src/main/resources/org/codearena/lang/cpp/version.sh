# Prints the version of the compiler $1 and, in brackets, the names of its own package and of the C library's.
set -eu
compiler=$("$1" --version)
library=$(ldd --version)
first() { printf '%s\n' "$1" | sed -n "1s/$2/p"; }
echo "$(first "$compiler" '.*) \([0-9][^ ]*\).*/\1') ($(first "$compiler" '[^(]*(\(.*\)).*/\1'), $(first "$library" '[^(]*(\(.*\)).*/\1'))"
