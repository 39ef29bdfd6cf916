"""What somebody's code would try who got it to run in a learner's kernel; each try by its name.

Runs there as a cell. ``FACTS`` is put in front: it knows every path and number that it could have
found out by other means.
"""

TRIES = r'''
import base64, ctypes, json, os, signal, socket, subprocess
from pathlib import Path

group, other, scratch, own = (Path(FACTS[n]) for n in ("group", "other", "scratch", "own"))
server, neighbour = FACTS["server"], FACTS["neighbour"]
work = group / "work" / "hv-001" / FACTS["work"]
theirs = group / "work" / "hv-002" / "thu-nghiem"
found = {}

def tried(name, do):
    """"done" and what came of it, or the name of the error."""
    try:
        came = do()
    except BaseException as error:
        found[name] = type(error).__name__
    else:
        found[name] = "done" if came is None else f"done: {came!r:.60}"

def read(path):
    with open(path, "rb") as file:
        return file.read(64)

for path in FACTS["files"]:
    tried(f"read {path}", lambda: read(group / path))
tried("read other group", lambda: read(other / "group.yaml"))
tried("list group", lambda: os.listdir(group))
tried("list work", lambda: os.listdir(group / "work"))
tried("list scratch", lambda: os.listdir(scratch / "k"))
tried("list home", lambda: os.listdir(Path.home()))
tried("list root", lambda: os.listdir("/"))
tried("read project's banks", lambda: os.listdir(FACTS["project"] + "/quizzes"))
tried("read by a program", lambda: subprocess.run(["cat", group / "secret"], check=True))
tried("read by a new Python", lambda: subprocess.run(
    ["python3", "-c", f"open({str(group / 'secret')!r})"], env={}, check=True, stderr=-3))
tried("server's environment", lambda: read(f"/proc/{server}/environ"))
tried("server's memory", lambda: read(f"/proc/{server}/mem"))
tried("neighbour's environment", lambda: read(f"/proc/{FACTS['neighbour_pid']}/environ"))
tried("neighbour's open files", lambda: os.listdir(f"/proc/{FACTS['neighbour_pid']}/fd"))
tried("processes", lambda: os.listdir("/proc"))

libc = ctypes.CDLL(None, use_errno=True)

def system_call(*given):
    if libc.syscall(*given) < 0:
        raise OSError(ctypes.get_errno(), "")

def read_memory():
    class Piece(ctypes.Structure):
        _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
    there = ctypes.create_string_buffer(8)
    here = Piece(ctypes.addressof(there), 8)
    if libc.process_vm_readv(server, ctypes.byref(here), 1, ctypes.byref(here), 1, 0) < 0:
        raise OSError(ctypes.get_errno(), "")

def attach():
    if libc.ptrace(0x4206, server, 0, 0) < 0:
        raise OSError(ctypes.get_errno(), "")

tried("server's memory by a call", read_memory)
tried("debug the server", attach)
tried("signal the server", lambda: os.kill(server, 0))
tried("signal the neighbour", lambda: os.kill(FACTS["neighbour_pid"], 0))

tried("neighbour's connection file", lambda: read(scratch / "k" / neighbour / "kernel.json"))
tried("neighbour's seat", lambda: read(scratch / "s" / neighbour / "seat.json"))

def connect(family, address):
    with socket.socket(family) as one:
        one.connect(address)

tried("neighbour's socket", lambda: connect(
    socket.AF_UNIX, str(scratch / "k" / neighbour / "kernel-ipc-2")))
tried("list of sockets", lambda: read("/proc/self/net/unix"))
tried("list of sockets of a thread", lambda: read(f"/proc/self/task/{os.getpid()}/net/unix"))
tried("list of sockets by the system", lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 4))
tried("connect to the server", lambda: connect(socket.AF_INET, ("127.0.0.1", FACTS["port"])))
tried("listen", lambda: socket.socket().bind(("127.0.0.1", 0)))

def write(path):
    """Open to write; where that works, leave the machine of whoever runs the tests as it was."""
    new = not os.path.exists(path)
    open(path, "a").close()
    if new:
        os.unlink(path)

tried("write answers of another", lambda: write(theirs / "answers.json"))
tried("write a submission", lambda: (group / "submitted" / "hv-001").mkdir())
tried("write a hand-in note", lambda: write(group / "work" / ".ungraded" / "hv-002@thu-nghiem"))
tried("write group.yaml", lambda: write(group / "group.yaml"))
tried("write gradebook", lambda: write(group / "gradebook.db"))
tried("write a half-made hand-in", lambda: write(group / "work" / ".submitting" / "x"))
begun = group / "begun" / "hv-001" / "thu-nghiem" / "begun.json"
tried("write own beginning", lambda: write(begun))
tried("write what the own seat tells of it",
    lambda: write(Path(os.environ["KIT_SEAT"]) / "begun.json"))
tried("write own seat", lambda: write(Path(os.environ["KIT_SEAT"]) / "group.yaml"))
tried("write neighbour's seat", lambda: write(scratch / "s" / neighbour / "group.yaml"))
tried("write for all kernels", lambda: write(scratch / "ipython" / "x.py"))
tried("write where kernels start", lambda: write(scratch / "empty" / "kit.py"))
tried("write the kit", lambda: write(FACTS["project"] + "/kit/__init__.py"))
tried("write a package", lambda: write(os.__file__))
tried("write in /tmp", lambda: write(f"/tmp/kit-attack-{os.getpid()}"))
tried("write in /dev/shm", lambda: write(f"/dev/shm/kit-attack-{os.getpid()}"))
tried("write at home", lambda: write(Path.home() / ".kit-attack"))
tried("delete", lambda: (group / "secret").unlink())
tried("move", lambda: os.replace(theirs / "answers.json", work / "x"))
tried("link", lambda: os.link(group / "secret", work / "hard"))
tried("read through a link", lambda: (
    (work / "soft").symlink_to(group / "secret"), read(work / "soft")))
(work / "soft").unlink(missing_ok=True)
tried("permissions", lambda: os.chmod(group / "secret", 0o777))
tried("times", lambda: os.utime(group / "secret", (1, 1)))
tried("replace own work by a link", lambda: (
    os.rename(work, work.with_name("x")), work.symlink_to(theirs)))
tried("leave the walls", lambda: os.unshare(0x10000000) if hasattr(os, "unshare")
    else system_call(FACTS["unshare"], 0x10000000))

def raise_limit():
    import resource
    resource.setrlimit(resource.RLIMIT_DATA, (2**40, 2**40))

tried("raise the own limit", raise_limit)
tried("take the memory of all", lambda: len(bytearray(2 * 10**9)))
tried("take it by a program", lambda: subprocess.run(
    [FACTS["python"], "-c", "bytearray(2 * 10**9)"], env={}, check=True, stderr=-3))

tried("own answers", lambda: write(work / "note"))
tried("own temporary file", lambda: __import__("tempfile").mkstemp()[0] * 0)
"FOUND" + base64.b64encode(json.dumps(found).encode()).decode() + "END"
'''
