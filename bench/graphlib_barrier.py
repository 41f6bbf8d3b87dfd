"""The barrier to beat: graphlib's levels, asyncio, at most so many at once, and a wait for the whole level.

Reads {"inputs": [[...]], "sleeps": [ms] | null, "slots": n, "repeat": n} and prints seconds per repetition as JSON.
"""
import asyncio
import graphlib
import json
import sys
import time


async def run(inputs, sleeps, slots):
    slot = asyncio.Semaphore(slots)
    status = {}

    async def make(index):
        async with slot:
            for needed in inputs[index]:
                if status[needed] != "completed":
                    raise RuntimeError("an input is missing")
            if sleeps is not None:
                await asyncio.sleep(sleeps[index] / 1000)
            status[index] = "completed"

    sorter = graphlib.TopologicalSorter(dict(enumerate(inputs)))
    sorter.prepare()
    while sorter.is_active():
        level = sorter.get_ready()
        await asyncio.gather(*(make(index) for index in level))
        sorter.done(*level)
    if len(status) != len(inputs):
        raise RuntimeError("not everything was made")


def main():
    task = json.load(sys.stdin)
    times = []
    for _ in range(task["repeat"]):
        begin = time.perf_counter()
        asyncio.run(run(task["inputs"], task["sleeps"], task["slots"]))
        times.append(time.perf_counter() - begin)
    json.dump(times, sys.stdout)


main()
