"""What a reader makes of probes: one line of JSON a probe, for `cargo xtask conform feeds --probes`.

    probes.py READER DIR

READER is a program as crates/feed/examples/readings.rs. DIR holds one small feed a probe, and a
README.md with a table of them: `| file | what it is | asked |`. Asked is either a Python expression
that has to be true (`feed` is the reading, `e0` its first entry, `T` resolves entities), or the unix
seconds of the first entry's date. The feeds' address is what README.md calls `the base URL is`.
"""

import html
import json
import os
import re
import subprocess
import sys

BASE = re.compile(r"base URL is `([^`]+)`")


def main(reader, folder):
    with open(os.path.join(folder, "README.md"), encoding="utf-8") as file:
        text = file.read()
    base = BASE.search(text)
    rows = [row for row in map(cells, text.splitlines()) if row and is_file(folder, row[0])]
    questions = "".join(
        json.dumps({"path": os.path.join(folder, file), "base": base and base.group(1)}) + "\n"
        for file, _, _ in rows
    )
    run = subprocess.run([reader], input=questions, stdout=subprocess.PIPE, text=True, check=True)
    for (file, about, asked), line in zip(rows, run.stdout.splitlines(), strict=True):
        answer = json.loads(line)
        is_date = asked.isdigit()
        right, ours = (date if is_date else probe)(asked, answer.get("feed") or {})
        ours = answer.get("error") or ours
        print(json.dumps({
            "file": file, "about": about, "asked": asked,
            "is_date": is_date, "right": right, "ours": ours,
        }))


def cells(line):
    row = [cell.strip().strip("`") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
    return row if len(row) == 3 else None


def is_file(folder, name):
    return os.path.isfile(os.path.join(folder, name))


def date(asked, feed):
    found = [entry[key] for entry in feed.get("entries", [])[:1] for key in ("published", "updated")]
    return int(asked) in found, found


def probe(asked, feed):
    # The tables that there are lost closing brackets at the ends of their expressions.
    asked += ")" * (asked.count("(") - asked.count(")"))
    entries = [known(entry) for entry in feed.get("entries", [])]
    first = entries[0] if entries else {}
    names = {"feed": {**feed, "entries": entries}, "e0": first, "T": html.unescape}
    try:
        return bool(eval(asked, names)), first
    except (KeyError, TypeError):
        return False, first


def known(entry):
    """An entry as the expressions name its fields."""
    return {
        **entry,
        "author": entry["authors"],
        "enclosures": [file["url"] for file in entry["enclosures"]],
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
