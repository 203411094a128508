"""Cables as their copies have them, put together by chance from what is known of real ones.

Each draw takes one way of writing for each field at once: class line, captions, order, TAGS,
subject, references, officer, headings, lists, page heads, sign-off and what stands below it. The
generator knows what it has put in. ``variants.py`` tries one unusual thing at a time, this all of
them together. People and words are made up; posts, TAGS and the phrases of the Department are real.
"""

from __future__ import annotations

import random
import textwrap
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from copy_words import CODES, PIECES, SMALL, SURNAMES, VERBS, WORDS
from variants import posts

YEARS = (1988, 1990, 1995, 1999, *range(2002, 2011))
MARKED = {"CONFIDENTIAL": "C", "SECRET": "S", "UNCLASSIFIED": "SBU"}


@dataclass
class Copy:
    """A cable in lines, and what was put into its fields."""

    identifier: str
    post: str
    year: int
    level: str
    header: str
    text: str
    wanted: dict[str, Any] = field(default_factory=dict)
    style: dict[str, str] = field(default_factory=dict)


class Draw:
    """One cable in the making."""

    def __init__(self, number: int, years: tuple[int, ...] = YEARS) -> None:
        self.rng = random.Random(f"copies/{min(years)}/{number}")
        rng = self.rng
        self.style: dict[str, str] = {}
        self.post = rng.choice(posts())
        self.serial = rng.choice((rng.randrange(10, 999), rng.randrange(1000, 9999), 12345))
        self.year = rng.choice(years)
        self.level = rng.choice(("CONFIDENTIAL", "SECRET", "UNCLASSIFIED", "UNCLASSIFIED"))
        self.sections = rng.choice((0, 0, 2, 3))
        self.capitals = self.year < 1980 or (self.year < 2000 and rng.random() < 0.7)
        self.wanted: dict[str, Any] = {"classification": self.level, "serial": self.serial}

    def pick(self, name: str, **ways: str) -> str:
        """Return one of the ways in which a thing is written, and remember which it was."""
        chosen = self.rng.choice(sorted(ways))
        self.style[name] = chosen
        return ways[chosen]

    # Words

    def sentence(self) -> str:
        """Return a sentence of made-up content."""
        rng = self.rng
        words = [rng.choice(SMALL[:4]), rng.choice(WORDS), rng.choice(VERBS)]
        for _ in range(rng.randint(4, 16)):
            words.append(rng.choice(rng.choice((SMALL, WORDS, WORDS))))
            if rng.random() < 0.06:
                words.append(rng.choice(PIECES))
        words.append(rng.choice(WORDS))
        first = words[0].capitalize()
        return " ".join([first, *words[1:]]) + rng.choice((".", ".", ".", ".", ".", "?"))

    def title(self, count: int) -> str:
        """Return some words for a title, in small letters."""
        return " ".join(self.rng.choice(WORDS) for _ in range(count))

    # The opening

    def class_line(self) -> str:
        """Return the classification line."""
        spaced = " ".join(self.level) if self.level != "UNCLASSIFIED" else "UNCLAS"
        word = {"spaced": spaced, "plain": self.level, "usual": spaced}
        written = self.pick("class", **word)
        middle = f" SECTION 01 OF {self.sections:02}" if self.sections else ""
        digits = 6 if self.year > 1999 else 5
        return f"{written}{middle} {self.post} {self.serial:0{digits}}"

    def captions(self) -> list[str]:
        """Return the captions and the passing lines."""
        if self.year < 1980:
            return []
        block = self.pick(
            "captions",
            none="",
            sipdis="SIPDIS",
            noforn="NOFORN\nSIPDIS",
            sensitive="SENSITIVE\nSIPDIS",
            passing="SIPDIS\n\nSTATE FOR WHA/AND, EB/TPP\nTREASURY FOR OASIA - JROE",
            dept="SIPDIS\n\nDEPT FOR EUR/SE; NSC FOR DOE",
            passed="SENSITIVE\n\nSTATE PASS USTR FOR LORUM\nSTATE PASS USAID",
        )
        words = [w for w in ("NOFORN", "SENSITIVE", "SIPDIS") if w in block.split()]
        self.wanted["captions"] = sorted(words)
        return block.split("\n") if block else []

    def order(self) -> str:
        """Return the line of the executive order, perhaps none."""
        if self.year < 1980:
            return self.pick("order", gds="E.O. 11652: GDS", na="E.O. 11652: N/A")
        if self.year < 1995:
            return self.pick("order", oadr="E.O. 12356: DECL:OADR", na="E.O. 12356: N/A")
        if self.level == "UNCLASSIFIED":
            return self.pick(
                "order",
                na="E.O. 12958: N/A",
                none="",
                short="EO 12958: N/A",
                decl="E.O. 12958: DECL: N/A",
            )
        year = self.year + 10
        return self.pick(
            "order",
            usual=f"E.O. 12958: DECL: 01/26/{year}",
            swapped=f"E.O. 12958: DECL: {year}/01/26",
            nocolon=f"E.O. 12958 DECL: 1/26/{year % 100:02}",
            later=f"E.O. 12958: DECL: 26 JAN {year}",
            x1="E.O. 12958: DECL: X1",
        )

    def tags(self) -> list[str]:
        """Return the TAGS, a person's name with the last of some."""
        rng = self.rng
        codes = rng.sample(CODES, rng.randint(2, 9))
        name = "(ROE, JANE)" if rng.random() < 0.1 else ""
        self.wanted["tags"] = [*codes[:-1], f"{codes[-1]} {name}".strip()]
        listed = self.pick("tags", commas=", ", blanks=" ", tight=",").join(codes)
        label = self.pick("tags-label", usual="TAGS: ", two="TAGS:  ", bare="TAGS ", small="Tags: ")
        return textwrap.wrap(f"{label}{listed}{' ' + name if name else ''}", 65)

    def subject(self) -> list[str]:
        """Return the subject, on as many lines as it needs."""
        words = self.title(self.rng.randint(2, 11))
        words = self.pick(
            "subject",
            capitals=words.upper(),
            mixed=words.capitalize(),
            title=words.title(),
            colon=f"{words.upper()}: {self.title(3).upper()}",
            quoted=f'"{words.upper()}" -- {self.title(2).upper()}',
            serial=f"{words.upper()} ({self.rng.randint(1, 3)} OF 3)",
            asked=f"{words.upper()}?",
            figure=f"{words.upper()}, JANUARY 12-14, {self.year}",
            action=f"{words.upper()}: ACTION REQUEST",
        )
        mark = "" if self.year < 2003 or self.rng.random() < 0.7 else "(U) "
        label = self.pick("subject-label", usual="SUBJECT: ", short="SUBJ: ", small="Subject: ")
        self.wanted["subject"] = words
        return textwrap.wrap(f"{label}{mark}{words}", 65)

    def references(self) -> list[str]:
        """Return the list of references, perhaps none."""
        rng = self.rng
        count = rng.choice((0, 1, 1, 2, 3, 5))
        cited: list[tuple[int, str, int]] = []
        while len(cited) < count:
            year = self.year - rng.choice((0, 0, 0, 1))
            one = (year, rng.choice(posts()), rng.randrange(10, 99_999))
            if one not in cited:
                cited.append(one)
        self.wanted["references"] = [f"{y % 100:02}{p.replace(' ', '')}{n}" for y, p, n in cited]
        if not count:
            return []
        style = self.pick(
            "refs", dot="{a}. {c}", bracket="{a}) {c}", both="({a}) {c}", tight="{a}.{c}"
        )
        written = []
        for letter, (year, post, serial) in zip("ABCDE", cited, strict=False):
            short = f"{year % 100:02} " if year != self.year else ""
            cable = f"{short}{post} {serial}"
            if count > 1:
                cable = style.format(a=letter, c=cable)
            written.append(cable + (" (NOTAL)" if rng.random() < 0.15 else ""))
        label = self.pick(
            "refs-label",
            usual="REF: ",
            plural="REFS: ",
            tel="REFTEL: ",
            small="Ref: ",
            s="REF(S): ",
        )
        joint = self.pick(
            "refs-joint", lines="\n     ", semicolon="; ", comma=", ", blank="\n\n     "
        )
        listed = joint.join(written)
        if "\n" in joint:
            return f"{label}{listed}".split("\n")
        return textwrap.wrap(f"{label}{listed}", 65)

    def officer(self) -> list[str]:
        """Return who classified the cable, and why."""
        if self.level == "UNCLASSIFIED" or self.year < 1996:
            return []
        written = self.pick(
            "officer",
            usual="Classified By: Ambassador Jane Roe for reasons 1.4 (b) and (d).",
            title_after="Classified By: Jane Roe, Political Counselor, reasons 1.4 (b,d).",
            reason="Classified By: DCM Jane Roe. Reason: 1.4 (B) and (D).",
            capitals="CLASSIFIED BY: CDA JANE ROE. REASONS: 1.4 (B) AND (D).",
            older="CLASSIFIED BY AMBASSADOR JANE ROE; REASONS: 1.5 (B) AND (D).",
            marked="(U) Classified by Economic Counselor Jane Roe; reasons 1.4 (b/d).",
            per="Classified by: A/DCM Jane Roe, per 1.4 (b) and (d)",
        )
        self.wanted["officer"] = "JANE ROE" if "JANE" in written else "Jane Roe"
        return ["", *textwrap.wrap(written, 65)]

    # The body

    def paragraphs(self) -> list[str]:
        """Return the lines of the body; its headings and paragraphs are remembered."""
        rng = self.rng
        count = rng.randint(2, 9)
        marked = self.year > 1995 and rng.random() < 0.85
        form = self.pick("numbers", dot="{n}. ", two="{n}.  ", pilcrow="\u00b6{n}. ")
        headings = self.pick(
            "headings", ruled="-", equal="=", none="", both="+", title="t", spaced="s"
        )
        blank = self.pick("lists", dashes="-- ", hyphen="- ", letters="L", none="")
        lines: list[str] = []
        texts: list[str] = []
        named: list[str] = []
        page = 1
        for n in range(1, count + 1):
            if headings and n > 1 and rng.random() < 0.3:
                named.append(self._heading(headings, lines))
            text = " ".join(self.sentence() for _ in range(rng.randint(1, 6)))
            if n == 1:
                text = self._summary(text)
            if self.capitals:
                text = text.upper()
            mark = f"({rng.choice((MARKED[self.level], 'U'))}) " if marked else ""
            block = _wrapped(f"{form.format(n=n)}{mark}{text}")
            if blank and rng.random() < 0.2:
                items = [self.sentence() for _ in range(rng.randint(2, 4))]
                items = [item.upper() if self.capitals else item for item in items]
                leads = [f"{a}. " if blank == "L" else blank for a in "ABCD"]
                written = [f"{lead}{item}" for lead, item in zip(leads, items, strict=False)]
                for item in written:
                    block += ["", *_wrapped(item)]
                text = " ".join([text, *written])
            if self.sections and len(block) > 3 and rng.random() < 0.4:
                page += 1
                at = rng.randrange(1, len(block) - 1)
                if block[at] and block[at - 1]:
                    block[at:at] = self._page(page)
            lines += [*block, ""]
            texts.append(text)
        self.wanted["paragraphs"] = texts
        self.wanted["headings"] = named
        return lines

    def _summary(self, text: str) -> str:
        return self.pick(
            "summary",
            none=text,
            inline=f"Summary: {text} End Summary.",
            capitals=f"SUMMARY: {text} END SUMMARY.",
            dot=f"Summary. {text} End summary.",
            comment=f"Begin Summary: {text} End Summary",
        )

    def _heading(self, kind: str, lines: list[str]) -> str:
        words = self.title(self.rng.randint(1, 4))
        words = words.title() if kind == "t" and not self.capitals else words.upper()
        if kind == "s" or self.rng.random() < 0.2:
            words = (
                f"{words}: {self.title(1).upper() if words.isupper() else self.title(1).title()}"
            )
        rule = ("=" if kind == "=" else "-") * len(words)
        if kind == "s":
            rule = "- " * (len(words) // 2)
        above = [rule.strip()] if kind == "+" else []
        lines += [*above, words, rule.strip(), ""]
        return words

    def _page(self, number: int) -> list[str]:
        post = self.post
        banner = f"{post} {self.serial:08}  {number:03} OF {self.sections:03}"
        if self.year < 2000:
            section = f"01 OF {self.sections:02}"
            banner = f"PAGE {number:02}        {post}  {self.serial:05}  {section}  061530Z"
            return [self.level, self.level, banner] if self.rng.random() < 0.5 else ["", banner, ""]
        return [f"{banner} ", "", ""] if self.rng.random() < 0.5 else ["", f"{banner} ", "", ""]

    # The ending

    def ending(self) -> list[str]:
        """Return the sign-off and what stands below it."""
        rng = self.rng
        name = rng.choice(SURNAMES)
        if name[0].isupper() and not name.isupper() and self.capitals:
            name = name.upper()
        self.wanted["signature"] = name
        place = self.post.title()
        site = f"Visit {place}'s Classified Web Site at\nhttp://www.state.sgov.gov/p/{place[:4].lower()}/"
        return (
            self.pick(
                "sign-off",
                line="{n}",
                blank="\n{n}",
                far="\n\n\n{n}",
                nnnn="{n}\n\n\nNNNN",
                bt="{n}\nBT\n#0317\n\nNNNN",
                site="{s}\n{n}",
                site_blank="{s}\n\n{n}",
                site_below="{n}\n\n{s}",
                minimize="Minimize considered.\n{n}",
                indented="     {n}",
                stop="{n}.",
                class_below="{n}\n\n{l}",
                doc="{n}\n<< END OF DOCUMENT >>",
                stars="{n}\n\n=======================CABLE ENDS============================",
                acting="{n}\n\nNNNN\n\n\n\n",
                twice="{n}\n\n{n}",
            )
            .format(n=name, s=site, l=self.level)
            .split("\n")
        )

    def head(self) -> str:
        """Return a transmission header."""
        month = f"JAN {self.year % 100:02}"
        zone = "ZNR UUUUU ZZH" if self.level == "UNCLASSIFIED" else "ZNY CCCCC ZZH"
        usual = [f"P 261445Z {month}", f"FM AMEMBASSY {self.post}"]
        to = ["TO RUEHC/SECSTATE WASHDC PRIORITY 5206", "INFO RUEHBO/AMEMBASSY BOGOTA 1234"]
        more = ["RUEHPE/AMEMBASSY LIMA PRIORITY 0077", "RHEHNSC/NSC WASHDC"]
        routing = [
            "VZCZCXRO1234",
            "PP RUEHAT",
            f"DE RUEHQT #{self.serial % 10000:04}/01 0261445",
            zone,
        ]
        if self.year < 2000:
            return "\n".join([*usual, "TO SECSTATE WASHDC IMMEDIATE 4750", "INFO AMEMBASSY BOGOTA"])
        return "\n".join([*routing, *usual, *to, *more])


@cache
def copy(number: int) -> Copy:
    """Return the cable with this number, always the same."""
    return _put_together(Draw(number))


@cache
def telegram_copy(number: int) -> Copy:
    """Return the telegram of 1973 to 1979 with this number, always the same."""
    return _put_together(Draw(number, tuple(range(1973, 1980))))


def _put_together(one: Draw) -> Copy:
    opening = [one.class_line(), ""]
    captions = one.captions()
    opening += [*captions, ""] if captions else []
    order = one.order()
    opening += [order] if order else []
    opening += [*one.tags(), *one.subject()]
    refs = one.references()
    opening += ["", *refs] if refs else []
    opening += [*one.officer(), ""]
    body = one.paragraphs()
    text = "\n".join([*opening, *body[:-1], *one.ending(), ""])
    identifier = f"{one.year % 100:02}{one.post.replace(' ', '')}{one.serial}"
    if one.style["sign-off"] == "minimize":
        one.wanted["paragraphs"][-1] += " Minimize considered."
    one.wanted["paragraphs"] = [" ".join(words.split()) for words in one.wanted["paragraphs"]]
    return Copy(identifier, one.post, one.year, one.level, one.head(), text, one.wanted, one.style)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 65, break_long_words=False, break_on_hyphens=False)
