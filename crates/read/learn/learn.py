#!/usr/bin/env python3
"""Learns the model that tells the blocks of an article's text from those around it.

    pip install numpy scikit-learn lightgbm
    cargo run --release -p depesche-read --example numbers -- FOLDER > pages.jsonl
    python3 learn.py FOLDER pages.jsonl [FOLDER2 pages2.jsonl …] > model.bin

A folder holds `index.json` (objects with `id`, `text` and, where known, `publisher`) and the pages, as
for `cargo xtask eval pages`. A block is text where 70 % of its words are words of the true text, in
their order. The figures on standard error are those of six-fold cross-validation: the pages of a
publisher are never learned from and judged at once. The format is that of `src/page/text/model.rs`.
"""

import collections
import difflib
import json
import re
import struct
import sys

import lightgbm
import numpy
from sklearn.model_selection import GroupKFold

WORD = re.compile(r"\w+")
BOUND = 0.45


def read(folder, path):
    index = {page["id"]: page for page in json.load(open(f"{folder}/index.json"))}
    with open(path) as lines:
        names = json.loads(next(lines))
        for line in lines:
            page = json.loads(line)
            if not page["blocks"]:
                continue
            truth = index[page["id"]]
            yield {
                "folder": folder,
                "group": truth.get("publisher") or page["id"],
                "truth": truth["text"],
                "texts": [text for text, _ in page["blocks"]],
                "numbers": numpy.array([numbers for _, numbers in page["blocks"]], dtype=numpy.float32),
                "words": numpy.expm1([numbers[names.index("words")] for _, numbers in page["blocks"]]).round(),
            }


def is_text(page):
    words, owner = [], []
    for at, text in enumerate(page["texts"]):
        found = WORD.findall(text)
        words += found
        owner += [at] * len(found)
    hit, all_words = numpy.zeros(len(page["texts"])), numpy.zeros(len(page["texts"]))
    for at in owner:
        all_words[at] += 1
    matcher = difflib.SequenceMatcher(None, words, WORD.findall(page["truth"]), autojunk=False)
    for match in matcher.get_matching_blocks():
        for at in range(match.a, match.a + match.size):
            hit[owner[at]] += 1
    return hit / numpy.maximum(all_words, 1) >= 0.7


def fit(numbers, labels, weights):
    model = lightgbm.LGBMClassifier(
        n_estimators=120, num_leaves=12, learning_rate=0.08, min_child_samples=40, subsample=0.8,
        subsample_freq=1, colsample_bytree=0.5, reg_lambda=5, verbose=-1, n_jobs=1, random_state=0,
    )
    return model.fit(numbers, labels, sample_weight=weights)


def shingles(text):
    words = WORD.findall(text)
    runs = [tuple(words[at : at + 4]) for at in range(max(len(words) - 3, min(len(words), 1)))]
    return collections.Counter(runs)


def scores(text, truth):
    ours, theirs = shingles(text), shingles(truth)
    right = sum((ours & theirs).values())
    return right / max(sum(ours.values()), 1), right / max(sum(theirs.values()), 1), ours == theirs


def report(pages, likely):
    found, at = collections.defaultdict(list), 0
    for page in pages:
        count = len(page["texts"])
        chosen = [text for text, p in zip(page["texts"], likely[at : at + count]) if p >= BOUND]
        found[page["folder"]].append(scores("\n".join(chosen), page["truth"]))
        at += count
    for folder, rows in found.items():
        precision, recall, same = numpy.mean(rows, axis=0)
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{folder}: F1 {f1:.4f}, precision {precision:.4f}, recall {recall:.4f}, identical {same:.3f}", file=sys.stderr)


def packed(model):
    trees = model.booster_.dump_model()["tree_info"]
    out = struct.pack("<H", len(trees))
    for tree in trees:
        nodes, leaves = [], []

        def walk(node):
            if "split_feature" not in node:
                leaves.append(node["leaf_value"])
                return -len(leaves)
            at = len(nodes)
            nodes.append(None)
            left, right = walk(node["left_child"]), walk(node["right_child"])
            nodes[at] = (node["split_feature"], node["threshold"], left, right)
            return at

        walk(tree["tree_structure"])
        out += struct.pack("<BB", len(nodes), len(leaves))
        out += b"".join(struct.pack("<Bfbb", *node) for node in nodes)
        out += b"".join(struct.pack("<f", leaf) for leaf in leaves)
    return out


def main():
    pairs = zip(sys.argv[1::2], sys.argv[2::2])
    pages = [page for folder, path in pairs for page in read(folder, path)]
    numbers = numpy.vstack([page["numbers"] for page in pages])
    labels = numpy.concatenate([is_text(page) for page in pages])
    # Every page weighs the same; in it a long block more than a short one.
    weights = [numpy.maximum(page["words"], 1) ** 0.75 for page in pages]
    weights = numpy.concatenate([weight / weight.sum() * 100 for weight in weights])
    groups = numpy.concatenate([[page["group"]] * len(page["texts"]) for page in pages])
    likely = numpy.zeros(len(labels))
    for learned, judged in GroupKFold(6).split(numbers, labels, groups):
        model = fit(numbers[learned], labels[learned], weights[learned])
        likely[judged] = model.predict_proba(numbers[judged])[:, 1]
    report(pages, likely)
    sys.stdout.buffer.write(packed(fit(numbers, labels, weights)))


main()
