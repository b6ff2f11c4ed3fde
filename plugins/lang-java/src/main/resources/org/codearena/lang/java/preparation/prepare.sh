# Makes, once per JDK, what compiling and starting Java lean on, in the directory named by the first argument:
#   compiler/      the classes of BoxCompiler
#   compiler.jsa   the JDK's classes that compiling loads, parsed, verified and linked
#   run.jsa        those that a program of a contest loads
# Both archives hold classes of the JDK only, so that they fit whatever the class path is. (A cache made by -XX:AOTCacheOutput
# would be bound to a jar that comes first in the class path, and opening that jar costs every run 2 ms.)
set -eu
prepared=$1
cp -r compiler "$prepared/"

vm='-XX:+UseSerialGC -Xlog:disable -Xshare:auto'
archive() { # CLASS-LIST ARCHIVE
    grep -v 'org/codearena/' "$1" > "$1.jdk"
    java -XX:+UseSerialGC -Xlog:disable -Xshare:dump -XX:+AOTClassLinking -XX:SharedClassListFile="$1.jdk" -XX:SharedArchiveFile="$2"
    test -s "$2"
}

mkdir /tmp/training
java $vm -XX:DumpLoadedClassList=/tmp/compiling -cp "$prepared/compiler" \
    org.codearena.lang.java.box.BoxCompiler /tmp/training Start.java Start.java Features.java
archive /tmp/compiling "$prepared/compiler.jsa"

java $vm -XX:DumpLoadedClassList=/tmp/running -cp /tmp/training @/tmp/training/main.args > /tmp/output
archive /tmp/running "$prepared/run.jsa"
