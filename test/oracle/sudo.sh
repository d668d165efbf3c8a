#!/bin/sh
# Stands in for sudo(8) and doas(1): reads their options and runs the rest as the same user.
while [ $# -gt 0 ]; do
  case $1 in
    --) shift; break ;;
    -u | -g | -p | -C) shift 2 ;;
    -*) shift ;;
    *=*) export "$1"; shift ;;
    *) break ;;
  esac
done
exec "$@"
