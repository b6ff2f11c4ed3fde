# Compiles every source, in the directory where they are, and links one program of them: /out/main.
#   $1       the source that is the entry point, or nothing
#   $2...    each source after its language, c or c++
# How is in CFLAGS, CXXFLAGS and LINKER.
# shellcheck disable=SC2086 # CFLAGS and CXXFLAGS are lists of words
set -u
objects=/tmp/objects
entry=$1
shift

fail() {
    echo "$1" >&2
    exit 1
}

# compile LANGUAGE SOURCE
compile() {
    case $2 in */*) mkdir -p "$objects/${2%/*}" ;; esac
    case $1 in
        c) gcc $CFLAGS -x c -c "$2" -o "$objects/$2.o" ;;
        c++) g++ $CXXFLAGS -x c++ -c "$2" -o "$objects/$2.o" ;;
    esac
}

starts() { nm -g --defined-only "$objects/$1.o" | grep -q ' [TW] main$'; }

# All are compiled even after a failure, so that all errors are told at once. Each pair makes place for its source.
mkdir "$objects"
sources=$(($# / 2))
failed=false
for _ in $(seq $sources); do
    compile "$1" "$2" || failed=true
    set -- "$@" "$2"
    shift 2
done
! $failed || exit 1

# Sources that start something stay behind, but for the one that is meant. A single source is left to the linker to judge.
if [ $sources -gt 1 ]; then
    starting=
    usual=
    found=
    for source in "$@"; do
        shift
        if starts "$source"; then
            starting="$starting${starting:+, }$source"
            last=$source
            case $source in */*) ;; main.*) usual=$source ;; esac
            [ "$source" != "$entry" ] || found=$source
        else
            set -- "$@" "$source"
        fi
    done
    case $starting in
        '') fail "none of the sources defines main" ;;
        *,*) [ -n "$entry" ] || found=$usual ;;
        *) [ -n "$entry" ] || found=$last ;;
    esac
    [ -n "$found" ] || [ -z "$entry" ] || fail "the entry point $entry does not define main; these do: $starting"
    [ -n "$found" ] || fail "which program is meant is unclear, main is defined in $starting: name one of them as the entry point"
    set -- "$found" "$@"
fi

# From where the objects are, so that the linker names them as the sources are named.
for source in "$@"; do
    set -- "$@" "$source.o"
    shift
done
cd "$objects" && exec "$LINKER" -static -s -o /out/main "$@" -lm
