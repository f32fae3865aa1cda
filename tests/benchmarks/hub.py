"""A class on a JupyterHub: N students open lesson 01, drag the slider of Figure 1.1 and hand in, all at once.

Run it with `python -m uv run --group test --group hub --group class python tests/benchmarks/hub.py [N]` (10 unless
told). It starts a real hub on 127.0.0.1 with the configuration that the course gives to teachers. One student sits at
a Chromium, the others send what JupyterLab sends (see tests/support/students.py); all run on this machine, so a real
class has more of it than these.
"""

import concurrent.futures
import statistics
import sys
import threading
import time
from pathlib import Path

sys.path += [str(Path(__file__).parents[2] / folder) for folder in ("tests/support", "docs")]
import browser
import classroom
import classwork
import students
from slider_latency import measure

FIGURE = '"Figure 1.1"'


def at_once(pool, method, everyone, *arguments):
    """Have everyone do the same at the same time; seconds until the last is done."""
    start = time.perf_counter()
    for done in [pool.submit(getattr(each, method), *arguments) for each in everyone]:
        done.result()
    return time.perf_counter() - start


def register(address, count):
    """The teacher, and `count` students whom the teacher has let in; all have logged in."""
    everyone = [classwork.Pupil(address, f"s{number}") for number in range(1, count + 1)]
    teacher = classwork.Teacher(address, "teacher")
    for each in (teacher, *everyone):
        each.sign_up()
    assert teacher.log_in()
    teacher.let_in([each.name for each in everyone])
    assert all([each.log_in() for each in everyone])
    return teacher, everyone


def hand_out(teacher, folder, repository):
    """Release lesson 01 as an assignment."""
    (folder / "exchange").mkdir()
    (folder / "exchange").chmod(0o1777)
    teacher.start_server()
    teacher.fetch(repository)
    teacher.type("cd ~\npython course/docs/assignments.py assignments --lessons 01\ncd assignments")
    teacher.type("nbgrader generate_assignment lesson_01\nnbgrader release_assignment lesson_01")


def open_in_browser(page, student, repository):
    """Log in at the hub's page, follow the link to lesson 01 in JupyterLab and run it."""
    page.goto(f"{student.address}hub/login")
    page.fill("[name=username]", student.name)
    page.fill("[name=password]", student.password)
    page.click("[type=submit]")
    page.wait_for_url(f"{student.server}**")
    link = f"{student.address}hub/user-redirect/git-pull?repo={repository}&branch=main&targetpath=course"
    browser.open_notebook(page, f"{link}&urlpath=lab/tree/course/{{}}", students.LESSON)
    browser.run_all(page)
    assert browser.errors(page) == []


def drag(pool, everyone, watch):
    """Everyone drags while `watch` runs; (milliseconds of each move, what `watch` returned, moves a second)."""
    stop, start = threading.Event(), time.perf_counter()
    futures = [pool.submit(each.drag, stop) for each in everyone]
    seen = watch()
    stop.set()
    moves = [1000 * seconds for future in futures for seconds in future.result()]
    return moves, seen, len(moves) / (time.perf_counter() - start)


def megabytes(processes):
    """Memory of some processes; what they share with others is counted in parts."""
    files = [Path(f"/proc/{process.pid}/smaps_rollup").read_text() for process in processes]
    return sum(int(line.split()[1]) for file in files for line in file.splitlines() if line.startswith("Pss:")) / 1000


def processor(processes):
    """Seconds that processors have worked for these processes."""
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def row(what, times):
    print(f"| {what} | {statistics.median(times):.0f} ms | {statistics.quantiles(times, n=20)[-1]:.0f} ms |")


def main():
    """Print the figures as a table."""
    if not classroom.available():
        sys.exit(classroom.HOW_TO_GET_THE_HUB_GROUP)
    if browser.chromium_path() is None:
        sys.exit(browser.HOW_TO_GET_CHROMIUM)
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with classroom.hub() as (address, process, folder), browser.chromium() as page:
        with concurrent.futures.ThreadPoolExecutor(count) as pool:
            teacher, everyone = register(address, count)
            first, *others = everyone
            up = at_once(pool, "start_server", everyone)
            repository = classroom.repository(folder)
            fetched = at_once(pool, "fetch", everyone, repository)
            start = time.perf_counter()
            at_once(pool, "run_lesson", others)
            light = time.perf_counter() - start
            open_in_browser(page, first, repository)
            browser_too = time.perf_counter() - start
            servers = classroom.servers(process)
            busy = [each for student in others for each in servers[student.name]]
            before = processor(busy)
            alone, _, _ = drag(pool, others[:1], lambda: time.sleep(5))
            together, (delays, pictures), rate = drag(pool, others, lambda: measure(page, FIGURE))
            each_move = 1000 * (processor(busy) - before) / (len(alone) + len(together))
        memory = [(megabytes(each[:1]), megabytes(each[1:])) for each in servers.values()]
        hub = megabytes([process, *process.children(recursive=True)]) - sum(map(sum, memory))
        hand_out(teacher, folder, repository)
        with concurrent.futures.ThreadPoolExecutor(count) as pool:
            handed = [at_once(pool, "assignments", everyone, action, "lesson_01") for action in ("fetch", "submit")]
        assert len(list((folder / "exchange").glob("*/inbound/*"))) == count
    print(f"| {count} students | median | 95 % |\n|---|---|---|")
    row("a move, one student alone", alone)
    row("a move, all at once", together)
    row("the same from a key in Chromium to new pixels", delays)
    print(f"\nall servers up: {up:.0f} s; the course copied: {fetched:.0f} s more")
    print(f"lesson 01 run by {count - 1}: {light:.0f} s; and then by the one in Chromium: {browser_too:.0f} s")
    print(f"the assignment fetched by all: {handed[0]:.1f} s; handed in by all: {handed[1]:.1f} s")
    print(f"pictures a second: {rate:.0f} for {count - 1} students, {pictures:.1f} in Chromium")
    print(
        f"processor time: {before / len(others):.1f} s a student to start and run the lesson, {each_move:.0f} ms a move"
    )
    server, kernel = map(statistics.mean, zip(*memory, strict=True))
    print(f"memory: {server:.0f} MB a server, {kernel:.0f} MB a kernel; {hub:.0f} MB for the hub and its proxy")


if __name__ == "__main__":
    main()
