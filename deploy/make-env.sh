#!/bin/sh
# Write an environment file from its example: every variable that is empty there is a secret.
set -eu
example=$1
target=$2
umask 077 # nobody else reads it
while IFS= read -r line || [ -n "$line" ]; do
    case $line in
    \#*) echo "$line" ;;
    *=) echo "$line$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')" ;;
    *) echo "$line" ;;
    esac
done <"$example" >"$target.new"
mv "$target.new" "$target" # whole or not at all
