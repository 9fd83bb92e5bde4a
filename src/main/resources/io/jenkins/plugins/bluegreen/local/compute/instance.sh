# Runs the user data of one instance ($1) in a process group of its own, and ends the whole group when standard input ends:
# on request, or because the local cloud is gone, however it went. $2 = seconds between SIGTERM and SIGKILL.
exec 3<&0 </dev/null
set -m
bash "$1" 3<&- &
group=$!
echo "$group" >group.pid
set +m
(
  read -r -u 3 _
  kill -CONT -- -"$group" 2>/dev/null
  kill -TERM -- -"$group" 2>/dev/null
  for ((i = 0; i < $2 * 20; i++)); do
    kill -0 -- -"$group" 2>/dev/null || exit 0
    sleep 0.05
  done
  kill -KILL -- -"$group" 2>/dev/null
) &
guard=$!
wait "$group"
# As on EC2, an instance lives on while anything that its user data started does.
while kill -0 -- -"$group" 2>/dev/null; do sleep 0.2; done
kill "$guard" 2>/dev/null
