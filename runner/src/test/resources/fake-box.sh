#!/bin/sh
# Stands in for the launcher of boxes: answers every run by what its command asks for. Uses nothing but the shell itself,
# because a launcher has an empty environment.
case "$*" in
*"--cgroup broken"*)
    echo 'fail id=0 message=no%20namespaces%20here'
    exit 1
    ;;
*"--cgroup mute"*)
    exit 0
    ;;
esac

case "$*" in
*"--cgroup mixed"*"--mode auto"*) mode=A ;;
*"--cgroup mixed"*) mode=B ;;
*) mode=B ;;
esac

end() {
    echo "end id=$id exit=$1 signal=0 over=$2 oom=0 exec-errno=0 cpu-us=10 user-us=5 system-us=5 wall-us=20 ended-us=25 memory=30" \
        "out=0 err=0 files=$3 skipped=0 more=later"
}

echo "ready version=1 mode=$mode cgroup=none lacks=tree-limits,own-uid kernel=6.12.1 cores=2 pid=$$ not-A=no%20root"
while read -r line; do
    id=${line#*id=}
    id=${id%% *}
    case $line in
    kill*) end -1 killed 0 ;;
    *arg=hold*) ;;
    *arg=die*) exit 9 ;;
    *arg=garble*) echo 'Segmentation fault' ;;
    *arg=refuse*) echo "fail id=$id message=not%20today" ;;
    *arg=other*) echo 'out id=4711 len=0' ;;
    *arg=climb*)
        printf 'file id=%s mode=644 mtime=1 len=1 name=../evil\nx' "$id"
        printf 'file id=%s mode=644 mtime=1 len=1 name=/etc/evil\nx' "$id"
        printf 'file id=%s mode=644 mtime=1 len=1 name=a%%2F..%%2F..%%2Fevil\nx' "$id"
        printf 'file id=%s mode=644 mtime=1 len=1 name=%%FF\nx' "$id"
        printf 'file id=%s mode=644 mtime=1 len=4 name=good\ngood' "$id"
        end 0 none 5
        ;;
    *)
        printf 'out id=%s len=3\nhi\nerr id=%s len=0\n' "$id" "$id"
        end 7 none 0
        ;;
    esac
done
