#!/bin/sh
exec make check test
