"""What Python's feedparser finds in feeds: one line of JSON a file, for `cargo xtask conform feeds`.

    reference.py suite DIR PLAIN [LIST]   the files of feedparser's own tests (DIR holds `wellformed`)
    reference.py folders DIR…             folders of feeds

PLAIN is a folder for the plain bytes of packed files; LIST names files of the suite, one a line.
The first line holds Python's table of HTML entities. Each further line holds `file` (its name for
people), `path` (the bytes to read), `content_type` and `base` (what the answer that brings the
file says, or null), and what feedparser finds: `feed` and `entries`. A field that it does not find
is left out. Its quirks are dealt with here, once, each beside its reason.
"""

import calendar
import gzip
import html.entities
import io
import json
import os
import re
import sys
import urllib.parse
import warnings
import zlib

import feedparser

# `updated` falls back to `published` with a warning; we never use the fallback.
warnings.simplefilter("ignore")

# Where the suite's own server listens: the files' expectations name it.
SERVER = "http://127.0.0.1:8097/tests/"
HEADER = re.compile(rb"^Header:\s+([^:]+):(.+)$", re.MULTILINE)


def main(arguments):
    print(json.dumps({"entities": html.entities.html5}))
    if arguments[0] == "suite":
        files = suite(*arguments[1:])
    else:
        files = folders(arguments[1:])
    for line in files:
        print(json.dumps(line))


def suite(root, plain, only=None):
    for name in names(root, only):
        path = os.path.join(root, name)
        if not os.path.isfile(path):
            sys.exit(f"the suite has no {name}")
        with open(path, "rb") as file:
            given = file.read()
        is_packed = name.startswith("compression/")
        # UTF-16 and UTF-32 have zeros between the letters.
        if not is_packed and b"Expect:" not in given.replace(b"\0", b"") and not ebcdic(given):
            continue
        data = unpack(given) if is_packed else given
        if data != given:
            path = os.path.join(plain, os.path.basename(name))
            with open(path, "wb") as file:
                file.write(data)
        found = read(name, path, data, headers(name, given))
        # It says itself that this is nothing (an empty document, HTML, a channel without a name).
        if found.pop("is_something"):
            yield found


def names(root, only):
    if only:
        with open(only, encoding="utf-8") as file:
            return sorted(line.strip() for line in file if line.strip())
    found = []
    for folder, _, files in os.walk(root):
        for file in files:
            if file.endswith((".xml", ".gz", ".z")):
                found.append(os.path.relpath(os.path.join(folder, file), root))
    return sorted(found)


def ebcdic(data):
    return data.startswith(b"\x4c\x6f\xa7\x94")


def unpack(data):
    """As feedparser's HTTP layer does it: what is not packed stays as it is."""
    for way in (gzip.decompress, zlib.decompress, lambda packed: zlib.decompress(packed, -15)):
        try:
            return way(data)
        except (OSError, EOFError, zlib.error):
            pass
    return data


def headers(name, data):
    """What the suite's server says of a file; the other files are read from the disk."""
    if name.startswith("compression/"):
        return {"content-type": "application/xml"}
    if "http" not in name:
        return {}
    given = {
        key.decode().strip().lower(): value.decode("utf-8", "replace").strip()
        for key, value in HEADER.findall(data)
    }
    url = SERVER + name
    location = urllib.parse.urljoin(url, given.get("content-location", ""))
    is_safe = urllib.parse.urlsplit(location).scheme in ("http", "https")
    given["content-location"] = location if is_safe else url
    given.setdefault("content-type", "text/xml")
    return given


def folders(roots):
    for root in roots:
        index = expected(root)
        for folder, _, files in sorted(os.walk(root)):
            for file in sorted(files):
                if file.startswith(".") or file.endswith(".md"):
                    continue
                path = os.path.join(folder, file)
                with open(path, "rb") as handle:
                    data = handle.read()
                name = os.path.relpath(path, root)
                found = read(name, path, data, {})
                del found["is_something"]
                items = json_items(data)
                if items is not None:
                    # feedparser 6.0 reads no JSON Feed: only the count can be compared.
                    found.update(feed={}, entries=[], count=items)
                if file in index:
                    found["count"] = index[file]
                yield found


def expected(root):
    """The entry counts of an `index.json` beside the folder, where there is one."""
    beside = os.path.join(os.path.dirname(os.path.abspath(root)), "index.json")
    try:
        with open(beside, encoding="utf-8") as file:
            rows = json.load(file)
        return {os.path.basename(row["file"]): row["entries"] for row in rows}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def json_items(data):
    try:
        feed = json.loads(data.decode("utf-8-sig", "replace").strip(), strict=False)
    except ValueError:
        return None
    items = feed.get("items") if isinstance(feed, dict) else feed
    return len(items) if isinstance(items, list) else 0


def read(name, path, data, header):
    try:
        # Bytes themselves could be taken for a file's name.
        result = feedparser.parse(
            io.BytesIO(data),
            response_headers=header,
            sanitize_html=False,
            resolve_relative_uris=True,
        )
    except Exception as error:  # It must not end the run: it is a library, and feeds are odd.
        print(f"feedparser fails at {name}: {error!r}", file=sys.stderr)
        result = feedparser.FeedParserDict(feed={}, entries=[], version="")
    return {
        "file": name,
        "path": os.path.abspath(path),
        "content_type": header.get("content-type"),
        "base": header.get("content-location"),
        "feed": feed(result.feed),
        "entries": [entry(each, result.version) for each in result.entries],
        "count": len(result.entries),
        "is_something": bool(result.version or result.entries or raw(result.feed, "title")),
    }


def feed(given):
    found = common(given)
    # itunes:summary stands alone there.
    found["subtitle"] = text(raw(given, "subtitle")) or text(raw(given, "summary"))
    found["language"] = text(raw(given, "language"))
    return present(found)


def entry(given, version):
    found = common(given)
    texts = [text(part.get("value")) for part in raw(given, "content") or []]
    summary = text(raw(given, "summary"))
    found.update(
        # It copies a content into the summary where there is none.
        summary=None if summary in texts else summary,
        contents=[part for part in texts if part],
        categories=categories(given),
        enclosures=links(given, "enclosure"),
        language=text(raw(given, "language")),
        license=links(given, "license"),
        source=source(given, version),
        comments=text(raw(given, "comments")),
    )
    return present(found)


def common(given):
    return {
        "id": text(raw(given, "id")),
        "title": text(raw(given, "title")),
        "link": text(raw(given, "link")),
        "rights": text(raw(given, "rights")),
        "authors": authors(given),
        "published": instant(raw(given, "published_parsed")),
        "updated": instant(raw(given, "updated_parsed")),
    }


def present(found):
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def raw(given, key):
    """Past feedparser's own `get`, which answers one field for another."""
    return dict.get(given, key)


def text(value):
    return value.strip() if isinstance(value, str) else None


def instant(parsed):
    try:
        return calendar.timegm(parsed) if parsed else None
    except (ValueError, OverflowError, TypeError):
        return None


def authors(given):
    """One list of strings an author: any of them names it."""
    people = [
        [value for value in (text(raw(person, key)) for key in ("name", "email")) if value]
        for person in raw(given, "authors") or []
    ]
    people = [person for person in people if person]
    # `author` is the last of the list; dc:creator comes only here in odd cases.
    single = text(raw(given, "author"))
    return people or ([[single]] if single else [])


def categories(given):
    found = []
    for tag in raw(given, "tags") or []:
        # It splits itunes:keywords, which nobody else does: they are no categories here.
        if raw(tag, "scheme") == "http://www.itunes.com/":
            continue
        term = text(raw(tag, "term")) or text(raw(tag, "label"))
        if term:
            found.append(term)
    return found


def links(given, rel):
    return [
        raw(link, "href")
        for link in raw(given, "links") or []
        if raw(link, "rel") == rel and raw(link, "href")
    ]


def source(given, version):
    found = raw(given, "source")
    if not isinstance(found, dict):
        return []
    # In Atom, an author's `uri` within the source ends up as the source's `href`.
    keys = ("title", "link", "id") if version.startswith("atom") else ("title", "link", "href", "id")
    names = [text(raw(found, key)) for key in keys]
    return [name for name in names if name]


if __name__ == "__main__":
    main(sys.argv[1:])
