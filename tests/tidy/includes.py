"""Rules on #include: the layers, the heavy headers, and the ones nobody includes."""

import re
from fnmatch import fnmatch
from pathlib import PurePosixPath

import house
from source import Finding

_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)


def includes(text):
    for match in _INCLUDE.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, match.group(2)


def layer_of(path):
    """The layer that a file of ours belongs to, or None for tests and tools."""
    parts = path.split("/")
    if path.startswith("include/amilocal/") and len(parts) > 3:
        return parts[2]
    if path.startswith("src/") and len(parts) > 2 and parts[1] in house.LAYERS:
        return parts[1]
    return None


def check_layers(tree):
    services = {PurePosixPath(path).stem for path, _ in tree.matching("schema/api/*.json")}
    for path, text in tree.cpp():
        layer = layer_of(path)
        if layer is None:
            continue
        if layer not in house.LAYERS:
            yield Finding(path, 1, f"there is no layer '{layer}'")
            continue
        for line, header in includes(text):
            complaint = _complaint(layer, header, services, path)
            if complaint:
                yield Finding(path, line, complaint)


def _complaint(layer, header, services, path):
    parts = header.split("/")
    if header in house.EMBEDDED_USERS:
        allowed = layer in house.EMBEDDED_USERS[header]
        return None if allowed else f"{layer} does not read {header}"
    if len(parts) > 1 and parts[0] in services:
        allowed = layer in house.GENERATED_USERS
        return None if allowed else f"{layer} may not include generated {header}"
    public = parts[0] == "amilocal" and len(parts) > 2
    target = parts[1] if public else parts[0] if len(parts) > 1 else None
    if target not in house.LAYERS:
        return None
    if not public and target != layer:
        return f"{header} is private to {target}"
    if not public and path.startswith("include/"):
        return f"a public header may not include the private {header}"
    allowed = target == layer or target in house.LAYERS[layer]
    if allowed or (layer, header) in house.LAYER_EXCEPTIONS:
        return None
    return f"{layer} may not include {target} ({header})"


def check_heavy_headers(tree):
    for path, text in tree.cpp():
        for line, header in includes(text):
            key = next((key for key in house.HEAVY if header.startswith(key)), None)
            if key and not any(fnmatch(path, pattern) for pattern in house.HEAVY[key]):
                yield Finding(path, line, f"<{header}> belongs to {', '.join(house.HEAVY[key])}")


def check_banned_headers(tree):
    for path, text in tree.cpp():
        for line, header in includes(text):
            if header in house.BANNED_HEADERS:
                yield Finding(path, line, f"<{header}> is banned: {house.BANNED_HEADERS[header]}")
            if header == "iostream" and path.endswith(".h"):
                yield Finding(path, line, "<iostream> in a header makes every user pay for it")


def check_headers_are_read_once(tree):
    for path, text in tree.cpp():
        if path.endswith(".h") and "#pragma once" not in text:
            yield Finding(path, 1, "a header begins with #pragma once")
