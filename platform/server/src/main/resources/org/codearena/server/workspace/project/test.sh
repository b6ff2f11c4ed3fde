# Starts a program on each of the samples that lie beside this script, and shows where what it prints is not the answer:
# sh test.sh PROGRAM [ARGUMENT]... Blanks and empty lines make no difference.
set -u
here=$(dirname "$0")
printed=$(mktemp) || exit 2
trap 'rm -f "$printed"' EXIT
trap 'exit 130' INT TERM
right=0
all=0

# start SAMPLE PROGRAM [ARGUMENT]...
start() {
    sample=$1
    shift
    if [ -f "$here/$sample.args" ]; then
        while IFS= read -r argument; do
            set -- "$@" "$argument"
        done <"$here/$sample.args"
    fi
    "$@" <"$here/$sample.in" >"$printed"
}

for sample in $(cd "$here" && ls | sed -n 's/\.in$//p' | sort -n); do
    all=$((all + 1))
    start "$sample" "$@"
    status=$?
    if [ $status -ne 0 ]; then
        echo "sample $sample: ended with status $status"
    elif diff -b -B "$here/$sample.ans" "$printed" >/dev/null; then
        echo "sample $sample: right"
        right=$((right + 1))
    else
        echo "sample $sample: differs; - is the answer, + is what the program printed"
        diff -u -b -B "$here/$sample.ans" "$printed" | tail -n +3
    fi
done
echo "$right of $all right"
[ $right -eq $all ]
