"""Plans of an invented city and its wards on disk, small and many."""

from pathlib import Path

from planparse.batch.model import Settings
from planparse.batch.run import Wanted, run_batch
from planparse.batch.store import commit
from planparse.batch.work import do
from tests.cli.conftest import CITY, WARD

NAMES = ("Bình Khê", "Đông Lĩnh", "Hạ Vân", "Kim Trúc", "Lạc Sơn", "Mai Đình", "Nam Giang", "Phú Lộc")


def ward(name: str, jobs: int | None = 600, rate: int = 80, number: int = 7) -> str:
    """The plan of a ward: how many jobs it makes (None: it does not say), and its rate of trained workers."""
    text = WARD.replace("Bình Khê", name).replace("BÌNH KHÊ", name.upper()).replace("đạt 80%", f"đạt {rate}%")
    text = text.replace(
        "Căn cứ Nghị định",
        f"Thực hiện Kế hoạch số {number}/KH-UBND ngày 12/01/2026 của Ủy ban nhân dân thành phố Vân Hải;\n\nCăn cứ Nghị định",
    )
    told = (
        "Giải quyết việc làm mới cho lao động"
        if jobs is None
        else f"Giải quyết việc làm mới cho {jobs} lao động"
    )
    return text.replace("Giải quyết việc làm mới cho 12.000 lao động", told)


def write(folder: Path, count: int = 4) -> Path:
    """A folder ``wards`` of so many plans beside the plan of their city."""
    wards = folder / "wards"
    wards.mkdir(parents=True)
    (folder / "city.txt").write_text(CITY, encoding="utf-8")
    for number in range(count):
        name = NAMES[number % len(NAMES)] + (f" {number // len(NAMES)}" if number >= len(NAMES) else "")
        jobs = None if number % 4 == 3 else 500 + 10 * number
        text = ward(name, jobs, 70 if number % 4 == 1 else 80)
        (wards / f"ward-{number:02d}.txt").write_text(text, encoding="utf-8")
    return wards


def files(out: Path) -> dict[str, bytes]:
    """Every result below an output folder, by its name."""
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".batch" not in path.parts
    }


class Inline:
    """An engine without processes, for what does not depend on them; ``done`` are the names of its jobs."""

    workers = 2

    def __init__(self, out: Path) -> None:
        self.out = out
        self.done: list[str] = []

    def run(self, chunks):
        for chunk in chunks:
            for made in do(chunk):
                self.done.append(made.job.name)
                yield commit(self.out, made)

    def close(self) -> None:
        pass


def batch(source, out: Path, *parents, resume=False, retry=False, formats=("text",), lang="vi", **more):
    """A batch in this process; gives its result and the names of the jobs that were done."""
    engine = Inline(out)
    settings = Settings(formats=formats, cache=False, lang=lang, **more)
    wanted = Wanted(str(source), tuple(map(str, parents)), out, settings, resume=resume, retry=retry)
    return run_batch(wanted, lambda: engine), engine.done
