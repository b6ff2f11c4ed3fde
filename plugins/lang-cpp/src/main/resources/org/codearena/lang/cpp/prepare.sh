# Precompiles bits/stdc++.h into the directory $1. A header of our own that includes the system's stands for it, as the
# compiler knows best where that is.
set -eu
mkdir "$1/bits"
echo '#include <bits/stdc++.h>' > /tmp/stdc++.h
# shellcheck disable=SC2086 # CXXFLAGS is a list of words
g++ $CXXFLAGS -x c++-header /tmp/stdc++.h -o "$1/bits/stdc++.h.gch"
