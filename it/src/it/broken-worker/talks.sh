# As a launcher does that greets its user.
echo "Last login: Thu Nov 19"
exec "$@"
