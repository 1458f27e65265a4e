#!/usr/bin/env python3
"""The one command for developers: makes its own virtual environment, then runs, tests, checks or measures Dorpsapp.

Only the standard library is used here, so that it works on a machine with nothing but Python and pip.
"""

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
BUILD = ROOT / "build"
DEMO = ROOT / "demo"
LEAST_PYTHON = (3, 11)
QT_PACKAGES = (
    "libegl1", "libgl1", "libxkbcommon0", "libfontconfig1", "libdbus-1-3", "libglib2.0-0", "libxcb-cursor0",
    "libxkbcommon-x11-0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0",
)  # fmt: skip
# a screen in memory and the accessibility bus, read by the system's Python
BUS_PACKAGES = ("xvfb", "dbus-daemon", "at-spi2-core", "python3-pyatspi")
COMPILER_PACKAGES = ("gcc", "libc6-dev")  # for the probes of the fault tests
TEST_TOOLS = {
    "soffice": ("libreoffice-calc-nogui",),
    "java": ("default-jdk-headless",),
    "javac": ("default-jdk-headless",),
}
ROOM_FOR_TESTS = 4_000_000_000  # bytes
LONGEST_FULL_TEST = 4 * 3600  # seconds, after which it counts as hanging
JAXB = Path("/usr/share/java/jaxb-api.jar")


def say(text: str) -> None:
    """Tell what is going on."""
    print(f"» {text}", flush=True)


def python() -> Path:
    """The interpreter of the virtual environment."""
    return ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(*words: str | Path, environment: dict[str, str] | None = None) -> int:
    """Run a command in the repository and give its exit code."""
    return subprocess.call([str(word) for word in words], cwd=ROOT, env={**os.environ, **(environment or {})})


def set_up(*, for_developers: bool) -> None:
    """Make the virtual environment, with pinned packages; quick when nothing has changed since."""
    if sys.version_info < LEAST_PYTHON:
        sys.exit("Dorpsapp needs Python 3.11 or newer.")
    extra = "dev" if for_developers else ""
    wanted = hashlib.sha256(
        (ROOT / "pyproject.toml").read_bytes() + (ROOT / "constraints.txt").read_bytes()
    ).hexdigest()
    stamp = ENVIRONMENT / "dorpsapp-setup"
    done = stamp.read_text().split() if stamp.exists() and python().exists() else []
    if done[:1] == [wanted] and (not extra or extra in done):
        return
    if not python().exists():
        say("Making the virtual environment in .venv")
        venv.EnvBuilder(with_pip=False, clear=ENVIRONMENT.exists()).create(ENVIRONMENT)
    say("Installing pinned packages (the first time this takes a minute or two)")
    target = f"{ROOT}[{extra}]" if extra else str(ROOT)
    quiet = () if sys.stdout.isatty() else ("--quiet",)  # on a terminal pip shows how far it is
    code = run(
        sys.executable, "-m", "pip", "--python", python(), "install", *quiet, "--disable-pip-version-check",
        "--constraint", ROOT / "constraints.txt", "--editable", target,
    )  # fmt: skip
    if code:
        sys.exit("Installing the packages failed; the message above says why.")
    stamp.write_text(" ".join([wanted, extra]))


def is_debian() -> bool:
    """Whether system packages can be installed with apt-get."""
    return platform.system() == "Linux" and shutil.which("apt-get") is not None


def install_system_packages(packages: Sequence[str]) -> None:
    """Install Debian packages when that is possible here; the tests say what they skip otherwise."""
    if not packages or not is_debian():
        return
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and shutil.which("sudo") is None:
        say(f"Not installed, as that asks for an administrator: {' '.join(packages)}")
        return
    say(f"Installing system packages for the tests: {' '.join(packages)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run(*prefix, "apt-get", "update", "-qq", environment=quiet)
    if run(*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages, environment=quiet):
        say("That did not work; the tests that need these packages say so.")


def missing_test_packages() -> list[str]:
    """The Debian packages whose tools or libraries are not here yet."""
    if not is_debian():
        return []
    missing = [package for tool, packages in TEST_TOOLS.items() if shutil.which(tool) is None for package in packages]
    if not JAXB.exists():
        missing.append("libjaxb-java")
    listed = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${Status}\n"], capture_output=True, text=True, check=False
    ).stdout
    installed = {line.split()[0] for line in listed.splitlines() if line.endswith("install ok installed")}
    wanted = (*QT_PACKAGES, *BUS_PACKAGES, *COMPILER_PACKAGES)
    missing += [package for package in wanted if package not in installed]
    return list(dict.fromkeys(missing))


def has_screen() -> bool:
    """Whether a window can be shown here."""
    if os.environ.get("QT_QPA_PLATFORM") in {"offscreen", "minimal"}:
        return False
    return platform.system() != "Linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def command_run(words: list[str]) -> int:
    """Open the window."""
    set_up(for_developers=False)
    return run(python(), "-m", "dorpsapp", *words)


def command_demo(words: list[str]) -> int:
    """Make a practice file and its report over last year, then open the window where there is a screen."""
    set_up(for_developers=False)
    folder = Path(words[0]).resolve() if words else DEMO
    folder.mkdir(parents=True, exist_ok=True)
    year = date.today().year - 1
    data = folder / "achterveld.dorpsapp"
    report = folder / f"Impactrapport {year} Door Achterveld Voor Achterveld"
    for old in folder.glob("achterveld.*"):
        old.unlink()
    say(f"1/2 Making a practice file with generated people: {data}")
    code = run(python(), "-m", "dorpsapp", "sample", data, "--village", "achterveld")
    say(f"2/2 Making the impact report over {year}")
    code = code or run(
        python(), "-m", "dorpsapp", "report", data, "--year", str(year), "--pdf", f"{report}.pdf", "--excel",
        f"{report}.xlsx", "--json-out", f"{report}.json",
    )  # fmt: skip
    if code:
        return code
    say(f"Everything is in {folder}")
    for path in sorted(folder.iterdir()):
        print(f"    {path.name}  ({path.stat().st_size:,} bytes)")
    if not has_screen():
        say("There is no screen here, so the window is not opened. Open the files above, or run: python3 dev.py run")
        return 0
    say("Opening the window")
    return run(python(), "-m", "dorpsapp", data)


def command_test(words: list[str]) -> int:
    """Run every test; --full also runs the larger ones and writes what was tried; other words go to pytest."""
    set_up(for_developers=True)
    install_system_packages(missing_test_packages())
    choices = list(words)
    if all(word.startswith("-") for word in words):
        choices += ["--numprocesses", "2", "--dist", "worksteal"]  # what a file of tests shares is made once
        if "--full" in words:
            choices += ["-o", f"faulthandler_timeout={LONGEST_FULL_TEST}"]
            choices += ["--fault-table", str(ROOT / "docs" / "betrouwbaarheid.md")]
    # kept byte code spares every process that the tests start the reading of all modules again
    environment = {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "", **room_in_memory()}
    return run(python(), "-m", "pytest", *choices, environment=environment)


def room_in_memory() -> dict[str, str]:
    """Let the tests work in memory where the system has room for it: they wait for the disk thousands of times."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or not os.access(memory, os.W_OK) or shutil.disk_usage(memory).free < ROOM_FOR_TESTS:
        return {}
    return {"TMPDIR": str(memory)}


def command_check(_words: list[str]) -> int:
    """Style, types and the shape of the house: quick, before every commit."""
    set_up(for_developers=True)
    steps: tuple[tuple[str, ...], ...] = (
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "--quiet", "."),
        ("mypy",),
        ("pytest", "-q", "tests/test_architecture.py", "tests/every/test_fields.py"),
    )
    codes = []
    for step in steps:
        say(" ".join(step))
        codes.append(run(python(), "-m", *step, environment={"QT_QPA_PLATFORM": "offscreen"}))
    return max(codes)


def command_bench(words: list[str]) -> int:
    """Measure speed and memory against floors of the same run; --quick leaves the million rows out."""
    set_up(for_developers=True)
    return run(python(), "-m", "bench", *words, environment={"QT_QPA_PLATFORM": "offscreen"})


def command_shots(_words: list[str]) -> int:
    """Take pictures of every page, and of the report, into docs/images and build/shots."""
    set_up(for_developers=True)
    BUILD.mkdir(exist_ok=True)
    script = (
        "from pathlib import Path; from tests.pictures import make_pictures; "
        "make_pictures(Path('build/shots'), Path('docs/images'))"
    )
    return run(python(), "-c", script, environment={"QT_QPA_PLATFORM": "offscreen"})


def command_step(words: list[str]) -> int:
    """Write the migration for what has changed in the models; give it a name, such as "phone of the initiative"."""
    if not words:
        sys.exit('Give the step a name: python3 dev.py step "name"')
    set_up(for_developers=True)
    script = "import sys; from dorpsapp.store.migrate import new_step; print(new_step(sys.argv[1]))"
    return run(python(), "-c", script, " ".join(words))


def command_strings(_words: list[str]) -> int:
    """Renew the catalogues of the screen's texts after they changed, and say what is left to translate."""
    set_up(for_developers=True)
    return run(python(), "-m", "translation")


def command_wheel(_words: list[str]) -> int:
    """Build the wheel into dist, and make a practice file and its report with it in an empty environment."""
    set_up(for_developers=True)
    shutil.rmtree(ROOT / "dist", ignore_errors=True)
    code = run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", ROOT / "dist", ROOT)
    if code:
        return code
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "venv"
        venv.EnvBuilder(with_pip=False).create(target)
        inner = target / python().relative_to(ENVIRONMENT)
        wheel = next((ROOT / "dist").glob("*.whl"))
        code = run(
            sys.executable, "-m", "pip", "--python", inner, "install", "--quiet", "--constraint",
            ROOT / "constraints.txt", wheel,
        )  # fmt: skip
        for words in (["sample", "a.dorpsapp"], ["report", "a.dorpsapp", "--year", "2025", "--pdf", "a.pdf"]):
            code = code or subprocess.call([str(inner), "-m", "dorpsapp", *words], cwd=folder)
        return code


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": command_run,
    "demo": command_demo,
    "test": command_test,
    "check": command_check,
    "bench": command_bench,
    "shots": command_shots,
    "step": command_step,
    "strings": command_strings,
    "wheel": command_wheel,
}


def main() -> int:
    """Choose the command."""
    listing = "\n".join(f"  {name:7} {(function.__doc__ or '').strip()}" for name, function in COMMANDS.items())
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=f"commands:\n{listing}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=COMMANDS, metavar="command")
    chosen, words = parser.parse_known_args()
    return COMMANDS[chosen.command](words)


if __name__ == "__main__":
    sys.exit(main())
