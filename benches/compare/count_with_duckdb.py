"""What somebody with DuckDB would run on a CSV of the chat table: how many messages, and in how many rooms.

Needs duckdb. Usage: count_with_duckdb.py CSV THREADS
"""

import sys

import duckdb

COUNT = "select count(*), count(distinct channelId) from read_csv(?, header=true)"

connection = duckdb.connect(config={"threads": int(sys.argv[2])})
messages, rooms = connection.execute(COUNT, [sys.argv[1]]).fetchone()
print(messages, "messages in", rooms, "rooms")
