"""Writing arguments, numbers and objects for a reader: short, and so that they can be pasted."""

import numpy as np

FULL = 24  # up to so many numbers, the arguments of a case are printed in full


def size(case):
    """How many numbers its arguments hold."""
    return sum(np.size(value) for value in case.values())


def show(case):
    """The arguments as a reader can paste them; of a large case, only their shapes."""
    shown = [f"{key} = {_show(value, size(case) <= FULL)}" for key, value in case.items()]
    return ", ".join(shown) if sum(map(len, shown)) < 76 else "\n".join(shown)


def _show(value, full):
    if isinstance(value, str):
        return repr(value)
    if not np.ndim(value):
        return getattr(value, "__name__", f"{float(value)}" if isinstance(value, float) else f"{value}")
    if full:
        return f"{np.asarray(value).tolist()}"
    return f"{' × '.join(map(str, np.shape(value)))} numbers"


def text(value, form=repr):
    """repr(value), at most 80 characters; only its type, if that fails."""
    try:
        written = " ".join(form(value).split())
        return written if len(written) <= 80 else f"{written[:77]}..."
    except Exception:
        return f"something of type {type(value).__name__}"


def apart(a, b):
    """Two numbers, written with the digits it takes to see that they differ, and one more."""
    for digits in range(3, 18):
        if f"{a:.{digits}g}" != f"{b:.{digits}g}":
            break
    return f"{a:.{digits + 1}g}", f"{b:.{digits + 1}g}"


def met(values):
    """Names with their numbers, to four digits; of a long array, the first six."""

    def written(value):
        if not np.ndim(value):
            return f"{value:.4g}"
        return f"[{', '.join(f'{entry:.4g}' for entry in value[:6])}{', …' if len(value) > 6 else ''}]"

    return ", ".join(f"{name} = {written(value)}" for name, value in values.items())


def common(cases, wrong):
    """Which argument tells the wrong cases from the right ones, where a single value of one does; else nothing."""
    for key in cases[0]:
        if not isinstance(cases[0][key], str | int):  # the same number twice would be chance
            continue
        bad = {cases[i][key] for i in wrong}
        good = {case[key] for i, case in enumerate(cases) if i not in wrong}
        if bad & good or not good:
            continue
        for those, said in ((bad, ", those with"), (good, ", all but those with")):
            if len(those) == 1:
                return f"{said} {key} = {_show(those.pop(), True)}"
    return ""
