#!/bin/sh
# Tests of the launcher, in a tree and with programs of their own: nothing is built, installed or started for real.
# Prints "N passed, N failed".
# shellcheck disable=SC2016 # scripts in quotes are for others to expand
set -u

checkout=$(cd "$(dirname "$0")/../../../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
tools="sh sed cat find sort tr xargs sha256sum date sleep rm mv cp mkdir ls tail dirname readlink id cut awk grep mktemp uname
    chmod touch kill tee env"

# A tree with the launcher, in which the machine's places are ours, and a PATH on which only what is put there is found.
fresh() {
    cd "$work" || exit
    rm -rf tree machine
    mkdir -p tree/platform/server/src/main tree/platform/server/src/test tree/platform/problems tree/plugins tree/runner \
        tree/loadtest tree/.mvn machine/bin machine/jvm
    touch tree/pom.xml tree/platform/server/src/main/App.java
    sed -e "s#/usr/lib/jvm#$work/machine/jvm#g" -e "s#/opt/[a-z/*]*##g" -e "s#/usr/s*bin/#$work/machine/bin/#g" \
        -e "s#/usr/include/#$work/machine/#g" -e "s#/usr/lib/rabbitmq#$work/machine/rabbitmq#g" \
        "$checkout/codearena" >tree/codearena
    chmod +x tree/codearena
    for tool in $tools; do ln -s "$(command -v "$tool")" "machine/bin/$tool"; done
    program id 'echo 0'
    log=$work/log
    : >"$log"
}

# program NAME SCRIPT: an executable on the PATH; $log names the file for what shall be seen of it.
program() {
    rm -f "$work/machine/bin/$1"
    printf '#!/bin/sh\nlog=%s\nwork=%s\n%s\n' "$work/log" "$work" "$2" >"$work/machine/bin/$1"
    chmod +x "$work/machine/bin/$1"
}

jdk() {
    mkdir -p "$work/machine/jvm/$1/bin"
    printf 'JAVA_VERSION="%s"\n' "$2" >"$work/machine/jvm/$1/release"
    printf '#!/bin/sh\necho "java $*" >>%s\n' "$work/log" >"$work/machine/jvm/$1/bin/java"
    cp "$work/machine/jvm/$1/bin/java" "$work/machine/jvm/$1/bin/javac"
    chmod +x "$work/machine/jvm/$1/bin/"*
}

# Everything there: what is asked for is found, and the build leaves what a build leaves.
furnish() {
    fresh
    jdk jdk-25 25.0.3
    for name in setpriv setsid unshare mke2fs redis-server rabbitmq-server python3 npm gcc make; do program "$name" ''; done
    program node 'echo v22.1.0'
    touch "$work/machine/stdio.h" "$work/machine/seccomp.h"
    program mvn '
        echo "mvn $*" >>"$log"
        cd "$work/tree"
        mkdir -p platform/embedded/target/app/lib loadtest/target loadtest/attacks/target
        touch platform/embedded/target/app/lib/a.jar loadtest/target/codearena-loadtest-1.jar \
            loadtest/attacks/target/codearena-attacks-1.jar'
}

launch() {
    out=$(cd "$work/tree" && env -i PATH="$work/machine/bin" HOME="$work" "$work/tree/codearena" "$@" 2>&1)
    code=$?
}

seen() { grep -c "$1" "$work/log"; }

check() {
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
        echo "ok   $1"
    else
        failed=$((failed + 1))
        echo "FAIL $1: expected '$3', was '$2'"
        printf '%s\n' "$out" | sed 's/^/     | /'
    fi
}
says() {
    case $out in *"$2"*) check "$1" yes yes ;; *) check "$1" no "yes: $2" ;; esac
}

furnish
launch frobnicate
check 'an unknown command fails' "$code" 1
says 'an unknown command is named' "there is no command 'frobnicate'"

launch help
check 'help succeeds' "$code" 0

launch status
check 'without a build nothing runs' "$code" 1
check 'looking builds nothing' "$(seen '^mvn')" 0
launch down
check 'without a build there is nothing to end' "$code" 0

launch up --port 1
check 'up builds, then starts' "$code" 0
check 'the first start builds once' "$(seen '^mvn')" 1
check 'the first start trains once' "$(seen '^java.*AOTCacheOutput')" 1
check 'arguments are handed on' "$(seen '^java.*Main up --port 1')" 1

launch up
check 'the second start builds nothing' "$(seen '^mvn')" 1
check 'the second start trains nothing' "$(seen '^java.*AOTCacheOutput')" 1

echo test >"$work/tree/platform/server/src/test/AppTest.java"
launch up
check 'a changed test builds nothing' "$(seen '^mvn')" 1
set -- "$work"/tree/target/launcher/app-*
tail -f "$1/lib/a.jar" >/dev/null &
running=$!
echo changed >"$work/tree/platform/server/src/main/App.java"
launch up
check 'a changed source builds again' "$(seen '^mvn')" 2
mv "$work/tree/platform/server/src/main/App.java" "$work/tree/platform/server/src/main/Renamed.java"
launch up
check 'a renamed source builds again' "$(seen '^mvn')" 3
set -- "$work"/tree/target/launcher/app-*
check 'the build before is kept, and one that runs' "$#" 3
kill "$running"
wait "$running" 2>/dev/null
echo changed >"$work/tree/platform/server/src/main/Another.java"
launch up
set -- "$work"/tree/target/launcher/app-*
check 'older ones go' "$#" 2

furnish
program mvn 'echo "[ERROR] no such thing"; exit 1'
launch setup
check 'a build that fails is a failure' "$code" 1
says 'it is told with the last lines' '[ERROR] no such thing'
good_mvn='echo "mvn $*" >>"$log"; cd $work/tree; mkdir -p platform/embedded/target/app/lib loadtest/target loadtest/attacks/target
    touch platform/embedded/target/app/lib/a.jar loadtest/target/codearena-loadtest-1.jar loadtest/attacks/target/codearena-attacks-1.jar'
program mvn "$good_mvn"
launch setup
check 'and made up for at the next start' "$code $(seen '^mvn')" '0 1'

furnish
program mvn 'echo "mvn $$" >>"$log"; exec sleep 600'
(cd "$work/tree" && exec env -i PATH="$work/machine/bin" ./codearena setup >/dev/null 2>&1) &
launcher=$!
tries=0
while [ "$(seen '^mvn')" -eq 0 ] && [ "$tries" -lt 600 ]; do
    tries=$((tries + 1))
    sleep 0.1
done
kill -TERM "$launcher"
code=0
wait "$launcher" || code=$?
check 'an interrupted set-up says so' "$code" 130
# A process that has ended may still wait for somebody to take note of that.
check 'it ends what it started' "$(awk '$1 == "State:" && $2 !~ /[ZX]/ { print $2 }' "/proc/$(sed -n 's/^mvn //p' "$log")/status" 2>/dev/null)" ''
program mvn "$good_mvn"
launch setup
check 'and the next one builds' "$code $(seen '^mvn -')" '0 1'

furnish
rm -rf "$work/machine/jvm"
launch up
check 'without a JDK it fails' "$code" 1
says 'and tells how to get one' 'JAVA_HOME set to its directory'
program apt-cache 'exit 0'
program apt-get '
    echo "apt-get $*" >>"$log"
    [ "$1" = install ] || exit 0
    mkdir -p "$work/machine/jvm/openjdk/bin"
    echo "JAVA_VERSION=\"25\"" >"$work/machine/jvm/openjdk/release"
    printf "#!/bin/sh\n" >"$work/machine/jvm/openjdk/bin/java"
    cp "$work/machine/jvm/openjdk/bin/java" "$work/machine/jvm/openjdk/bin/javac"
    chmod +x "$work/machine/jvm/openjdk/bin/"*'
launch setup
check 'where the distribution has one it is installed' "$code $(seen 'install.* openjdk-25-jdk-headless')" '0 1'
rm -rf "$work/machine/jvm" "$work/machine/bin/apt-cache" "$work/machine/bin/apt-get"
jdk jdk-17 17.0.1
launch up
check 'one that is too old does not count' "$code" 1
jdk jdk-26 26
launch setup
check 'a newer one does' "$code" 0

furnish
rm -f "$work/machine/bin/redis-server" "$work/machine/seccomp.h"
launch up
check 'without apt-get it stops' "$code" 1
says 'and lists what is missing' 'are missing: redis-server libseccomp-dev'
launch up --servers 2
says 'which is a proxy, too, for several servers' 'are missing: redis-server libseccomp-dev haproxy .'

mkdir -p "$work/tree/plugins/lang-x/image" "$work/tree/plugins/lang-y/image"
printf '%s/x.h libx-dev\n%s/bin/sh dash\n' "$work/machine" "$work/machine" >"$work/tree/plugins/lang-x/image/packages"
printf '%s/x.h libx-dev\n%s/bin/y y\n' "$work/machine" "$work/machine" >"$work/tree/plugins/lang-y/image/packages"
launch up
says 'also what a language lacks, once' 'are missing: redis-server libseccomp-dev libx-dev y .'

# Installs by leaving what the packages would, and notes whether a package could have started its daemon.
furnish
rm -f "$work/machine/bin/redis-server" "$work/machine/seccomp.h"
program apt-get '
    echo "apt-get $*" >>"$log"
    [ "$1" = install ] || exit 0
    "$work/machine/bin/policy-rc.d" redis-server start
    echo "policy $?" >>"$log"
    touch "$work/machine/seccomp.h" "$work/machine/bin/redis-server"
    chmod +x "$work/machine/bin/redis-server"'
program systemctl 'echo "systemctl $*" >>"$log"'
launch setup
check 'it installs what is missing' "$code" 0
check 'by name, and nothing else' "$(sed -n 's/^apt-get install.* \(redis-server.*\)/\1/p' "$log")" 'redis-server libseccomp-dev'
check 'no package may start a daemon' "$(seen '^policy 101')" 1
check 'nor at the next boot' "$(seen '^systemctl disable redis-server.service')" 1
check 'afterwards packages may again' "$([ -e "$work/machine/bin/policy-rc.d" ] && echo there)" ''

rm -f "$work/machine/seccomp.h"
program policy-rc.d 'exit 7'
launch setup
check "the machine's own policy comes back" "$("$work/machine/bin/policy-rc.d"; echo $?)" 7
check 'during the installation ours held' "$(seen '^policy 101')" 2

rm -f "$work/machine/seccomp.h" "$work/machine/bin/policy-rc.d"
program policy-rc.d '# written by codearena for the time of an installation
exit 101'
sed -i '2,3d' "$work/machine/bin/policy-rc.d"
launch setup
check 'what a killed installation left is removed' "$([ -e "$work/machine/bin/policy-rc.d" ] && echo there)" ''

# What images are built from, and a docker that notes what it is told.
furnish_images() {
    furnish
    mkdir -p tree/platform/server/image tree/runner/image tree/plugins/bundle/image
    touch tree/platform/server/image/Dockerfile tree/runner/image/Dockerfile tree/plugins/bundle/image/Dockerfile
    for language in alpha beta; do
        mkdir -p "tree/plugins/lang-$language/image"
        touch "tree/plugins/lang-$language/image/Dockerfile"
        echo "$work/machine/stdio.h package-of-$language" >"tree/plugins/lang-$language/image/packages"
    done
    mkdir -p machine/jvm/jdk-25/lib
    touch machine/jvm/jdk-25/lib/modules machine/jvm/jdk-25/lib/src.zip
    program mvn '
        cd "$work/tree"
        mkdir -p platform/embedded/target/app/lib platform/embedded/target/app/plugins platform/embedded/target/app/runner \
            platform/embedded/target/app/bin loadtest/target loadtest/attacks/target
        touch platform/embedded/target/app/lib/codearena-server-1.jar platform/embedded/target/app/lib/codearena-embedded-1.jar \
            platform/embedded/target/app/lib/codearena-services-1.jar platform/embedded/target/app/plugins/alpha.jar \
            platform/embedded/target/app/runner/runner.jar platform/embedded/target/app/bin/box \
            loadtest/target/codearena-loadtest-1.jar loadtest/attacks/target/codearena-attacks-1.jar'
    program docker '
        case $1 in
            image) echo 104857600 ;;
            info) ;;
            *) echo "docker $*" >>"$log" ;;
        esac'
}

furnish_images
launch images --registry registry.example/arena/ --tag 7
check 'images builds' "$code" 0
check 'of the JDK, the server, the runner, each language and all of them' "$(seen '^docker build')" 6
check 'an image has registry and tag' "$(seen '^docker build --tag registry.example/arena/codearena-server:7 ')" 1
check 'a language is built on the runner of the same tag' \
    "$(seen '^docker build --tag registry.example/arena/codearena-alpha:7 .*RUNNER=registry.example/arena/codearena-runner:7 ')" 1
check 'the Debian is the usual one' "$(seen 'BASE=debian:12-slim ')" 5
says 'sizes are told' '100 MiB'
staged=$work/tree/target/launcher/images
check 'the server goes without what one machine needs' "$(cd "$staged/server/lib" && echo *)" codearena-server-1.jar
check 'the image of all has the packages of all' "$(cut -d ' ' -f 2 "$staged/all/packages" | tr '\n' ' ')" 'package-of-alpha package-of-beta '
check 'the JDK goes without its sources' "$(cd "$staged/jdk/openjdk/lib" && echo *)" modules
check 'nothing is sent unasked' "$(seen '^docker push')" 0

launch images --base site/debian:13 --jdk site/jdk:25 beta
check 'named languages alone are built, with server and runner' "$(seen '^docker build')" 9
check 'from a base and a JDK of the site' "$(seen 'codearena-beta:latest .*BASE=site/debian:13 .*JDK=site/jdk:25 ')" 1

launch images --registry registry.example --push alpha
check 'images are sent when asked' "$(seen '^docker push registry.example/codearena-')" 3

launch images gamma
check 'a language that has no image fails' "$code" 1
says 'and those that have one are named' "there is no image for 'gamma', there are: alpha beta all"
launch images --push
says 'sending needs to know where to' '--push needs --registry'
launch images --jdk ./nowhere
says 'a JDK that is none is named' "--jdk './nowhere' holds no JDK 25"

program docker 'case $1 in info) exit 1 ;; *) echo "docker $*" >>"$log" ;; esac'
launch images
says 'a daemon that does not answer is told' "docker's daemon does not answer"
program buildah 'case $1 in inspect) echo "{\"size\":1048576},{\"size\":2097152}" ;; *) echo "buildah $*" >>"$log" ;; esac'
launch images alpha
check 'buildah does as well' "$code $(seen '^buildah build')" '0 4'
says 'with its sizes' ' 3 MiB'
rm "$work/machine/bin/docker" "$work/machine/bin/buildah"
launch images
says 'without either it is said what to install' 'neither docker nor buildah is here'

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
