"""Reads the articles of a folder's pages with Python's trafilatura: `reference.py FOCUS FOLDER`.

Writes what crates/read/examples/pages.rs writes, one line of JSON a page. FOCUS is `balanced` or
`precision`.
"""

import gzip
import json
import logging
import pathlib
import sys

from trafilatura import bare_extraction

logging.disable(logging.CRITICAL)


def read(source, url, focus):
    found = bare_extraction(
        source,
        url=url,
        include_comments=False,
        with_metadata=True,
        favor_precision=focus == "precision",
    )
    if found is None:
        return {"error": "nothing was found"}
    found = found if isinstance(found, dict) else found.as_dict()
    return {
        "text": found["text"] or "",
        "title": found["title"] or "",
        "byline": found["author"] or "",
        "published": found["date"] or "",
        "image": found["image"] or "",
    }


def main(focus, folder):
    folder = pathlib.Path(folder)
    for entry in json.loads((folder / "index.json").read_bytes()):
        source = gzip.decompress((folder / "html" / f"{entry['id']}.html.gz").read_bytes())
        try:
            line = read(source, entry["url"], focus)
        except Exception as error:  # A page that it fails on must not hide how it does on others.
            line = {"error": repr(error)}
        print(json.dumps(line | {"id": entry["id"]}))


main(*sys.argv[1:])
