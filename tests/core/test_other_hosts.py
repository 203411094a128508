"""What a page asks of another host when it is opened, and what only a reader's click asks."""

from __future__ import annotations

import pytest

from cable_edition.core.proof.other_hosts import loaded_elsewhere, styled_elsewhere

ASKS = [
    '<script src="https://a.example/x.js"></script>',
    "<script async src=//a.example/x.js></script>",
    '<img alt="" src="HTTP://a.example/x.png">',
    '<img src=" https://a.example/x.png">',
    '<img src="x.png" srcset="x.png 1x, https://a.example/y.png 2x">',
    '<link rel="stylesheet" href="https://a.example/x.css">',
    '<link rel="preconnect" href="https://a.example/">',
    '<link href="//a.example/i.ico" rel="shortcut icon">',
    '<iframe title="x" src="https://a.example/"></iframe>',
    '<video poster="https://a.example/x.png"></video>',
    '<object data="https://a.example/x.svg"></object>',
    '<base href="https://a.example/">',
    '<meta http-equiv="refresh" content="0; url=https://a.example/">',
    '<p style="background: url(https://a.example/x.png)">x</p>',
    "<style>@import '//a.example/x.css';</style>",
    '<svg><use href="https://a.example/x.svg#a"></use></svg>',
    '<svg><image xlink:href="https://a.example/x.png"></image></svg>',
    '<input type="image" src="https://a.example/x.png">',
    '<img alt="a > b" src="https://a.example/x.png">',
    '<img src="https:&#47;&#47;a.example/x.png">',
    '<IMG SRC="https:&sol;&sol;a.example/x.png">',
    '<img src="\\\\a.example/x.png">',
    '<p style="background: url&#40;https://a.example/x.png)">x</p>',
    '<table background="https://a.example/x.png"></table>',
    '<link rel="schema.DC" href="x"><link rel=icon href=//a.example/x.png>',
]
NOT = [
    '<a href="https://a.example/">x</a>',
    '<a href="x.html" title="see https://a.example/x.png">x</a>',
    '<link rel="license" href="https://a.example/">',
    '<link rel="cite-as canonical" href="https://a.example/">',
    '<img src="../x.png"><script src="_static/x.js"></script>',
    '<p>&lt;img src="https://a.example/x.png"&gt; and url(https://a.example/)</p>',
    '<meta property="og:url" content="https://a.example/">',
    '<link rel="schema.DC" href="http://a.example/elements/">',
    "<style>p { background: url(x.png) }</style>",
    '<img src="https://a.example/x.png',  # ends nowhere: a browser drops it
    '<code>&lt;script src="https://a.example/x.js"&gt;</code>',
]


def found(part: str) -> list[str]:
    page = f"<!doctype html><html><body>{part}</body></html>"
    return [address for _, address in loaded_elsewhere(page.encode())]


@pytest.mark.parametrize("part", ASKS)
def test_what_loads_from_another_host_is_found(part: str) -> None:
    (address,) = found(part)
    assert "a.example" in address


@pytest.mark.parametrize("part", NOT)
def test_what_only_leads_there_is_left_alone(part: str) -> None:
    assert found(part) == []


def test_style_sheets_are_read_too() -> None:
    style = "@import url(\"https://a.example/x.css\"); p { background: url('y.png') }"
    assert list(styled_elsewhere(style)) == ["https://a.example/x.css"]
