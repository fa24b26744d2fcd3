"""Answers each line that it gets with how many there have been; it listens where PORT says."""

import itertools
import os
from socketserver import StreamRequestHandler, ThreadingTCPServer

count = itertools.count(1)


class Job(StreamRequestHandler):
    def handle(self) -> None:
        for line in self.rfile:
            job = line.decode().strip()
            print(f"did {job}", flush=True)
            answer = f"{os.environ['GREETING']}, job {next(count)} is done: {job}\n"
            self.wfile.write(answer.encode())


ThreadingTCPServer.allow_reuse_address = True
ThreadingTCPServer.daemon_threads = True
with ThreadingTCPServer(("127.0.0.1", int(os.environ["PORT"])), Job) as server:
    server.serve_forever()
