# Starts a program on one of the samples that lie beside this script: sh run.sh PROGRAM [ARGUMENT]...
# Asks which, where there are several and somebody is there to ask; SAMPLE=2 in the environment answers in advance, and "-"
# stands for what is typed.
set -u
here=$(dirname "$0")
samples=$(cd "$here" && ls | sed -n 's/\.in$//p' | sort -n)
sample=${SAMPLE:-}
if [ -z "$sample" ]; then
    sample=$(echo "$samples" | head -n 1)
    if [ "$samples" != "$sample" ] && [ -t 0 ]; then
        printf 'Which sample, %s? Enter for %s, - to type the input yourself: ' "$(echo $samples)" "$sample"
        read -r answer || exit 1
        sample=${answer:-$sample}
    fi
fi
if [ "$sample" = - ]; then
    exec "$@"
fi
if [ ! -f "$here/$sample.in" ]; then
    echo "there is no sample '$sample', there are: $(echo $samples)" >&2
    exit 2
fi
if [ -f "$here/$sample.args" ]; then
    while IFS= read -r argument; do
        set -- "$@" "$argument"
    done <"$here/$sample.args"
fi
exec "$@" <"$here/$sample.in"
