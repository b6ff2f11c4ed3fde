# Started in the compile box as: check INTERPRETER FILE...
# Copies everything to /out and parses the files. What the interpreter says of one that is wrong is shown to the contestant.
interpreter=$1
shift
cp -R . /out
wrong=0
for file in "$@"; do
    said=$("$interpreter" -I. -c -- "$file" 2>&1) || {
        printf '%s\n' "$said" >&2
        wrong=1
    }
done
exit $wrong
