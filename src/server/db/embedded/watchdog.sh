# Stops a database server when the program that started it has died.
# Arguments: process id of the server, its pid file, a socket folder to remove afterwards (or nothing).
# The program keeps our standard input open; the word "stopped" on it means there is nothing left to do.
server=$1
pid_file=$2
socket_dir=$3
trap '' HUP INT TERM

read -r word
[ "$word" = stopped ] && exit 0

is_running() {
  kill -0 "$server" 2>/dev/null && [ "$(head -n 1 "$pid_file" 2>/dev/null)" = "$server" ]
}

kill -INT "$server" 2>/dev/null
rounds=0
while is_running; do
  rounds=$((rounds + 1))
  [ "$rounds" -eq 200 ] && kill -QUIT "$server" 2>/dev/null
  [ "$rounds" -ge 400 ] && exit 1
  sleep 0.1
done
[ -n "$socket_dir" ] && rmdir "$socket_dir" 2>/dev/null
exit 0
