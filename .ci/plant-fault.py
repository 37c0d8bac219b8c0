"""Plants one fault into a copy of a bundle, to prove that a tool can reject.

    plant-fault.py FAULT BUNDLE COPY
"""

import sys
from pathlib import Path

import yaml


def operations(document):
    """Every operation of the document, which has no other keys in its path items."""
    return [operation for item in document["paths"].values() for operation in item.values()]


def bare_info(document):
    """A matter of style: linters call it a warning unless they are told to be strict."""
    del document["info"]["contact"], document["info"]["license"]


def undescribed_response(document):
    """A breach of the OpenAPI 3.0 schema."""
    for operation in operations(document):
        operation["responses"] = {"200": {}}


def dangling_ref(document):
    """A reference that leads nowhere."""
    for operation in operations(document):
        media = {"application/json": {"schema": {"$ref": "#/components/schemas/Nowhere"}}}
        operation["responses"] = {"200": {"description": "Planted.", "content": media}}


def moved_path(document):
    """A sound document of another API."""
    document["paths"] = {f"/moved{path}": item for path, item in document["paths"].items()}


FAULTS = {fault.__name__.replace("_", "-"): fault for fault in (bare_info, undescribed_response, dangling_ref, moved_path)}


def main(fault, bundle, copy):
    document = yaml.safe_load(Path(bundle).read_text(encoding="utf-8"))
    FAULTS[fault](document)
    Path(copy).write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
