"""Attacks on the promises that once held, each with the tests that hold against it now.

A row stands for a kind of attack: its first test has the case that was found, the others its
neighbours. Who takes one of these tests away has to say here what stands in its place.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
FEWEST = 4

#: What was attacked -> file of tests -> its tests.
ATTACKS: dict[str, dict[str, tuple[str, ...]]] = {
    "settings and extensions that change words": {
        "sphinx/test_faithful.py": (
            "test_no_setting_changes_a_word",
            "test_no_catalogue_translates_the_words_of_a_cable",
        ),
        "sphinx/test_proof.py": (
            "test_a_hostile_extension_fails_the_build",
            "test_any_change_of_words_is_found",
        ),
        "tools/test_other_extensions.py": ("test_no_popular_extension_changes_a_word",),
    },
    "a character in two parts of a cable": {
        "core/test_trust.py": ("test_no_character_is_both_furniture_and_text",),
        "core/test_cover.py": (
            "test_a_field_that_stands_elsewhere_is_found",
            "test_a_subject_that_says_other_words_is_found",
        ),
        "core/test_reading_hints.py": ("test_any_hint_leaves_the_cover_whole",),
    },
    "bytes that cost more than their number": {
        "core/test_trust.py": (
            "test_a_caption_repeated_keeps_each_place",
            "test_many_bad_rows_are_one_problem_with_their_number",
            "test_short_rows_of_the_right_columns_without_an_id_are_passed_over",
            "test_bad_rows_between_good_ones_lose_no_cable",
        ),
        "core/forms/test_data_files.py": ("test_memory_does_not_grow_with_a_dump",),
    },
    "withheld words that an earlier build left": {
        "sphinx/test_redactions.py": (
            "test_a_first_redaction_of_a_built_cable_leaves_nothing_of_it",
            "test_a_term_of_an_earlier_build_in_an_index_of_sphinx_is_a_leak",
            "test_a_word_in_a_shard_of_an_earlier_build_is_a_leak",
            "test_a_build_that_stops_leaves_nothing_of_what_was_built_before",
        ),
        "sphinx/test_withheld_everywhere.py": (
            "test_a_later_build_clears_all_that_the_first_left",
        ),
    },
    "withheld names that survive as another spelling, or packed": {
        "core/test_leaks.py": (
            "test_a_leak_is_found_and_named_without_the_words",
            "test_a_name_in_the_escapes_of_a_format_is_found",
            "test_a_name_in_a_comment_is_found_however_it_is_spelt",
            "test_what_cannot_be_read_is_not_cleared",
        ),
        "core/test_withheld_anywhere.py": (
            "test_a_withheld_name_reaches_no_output",
            "test_a_withheld_name_is_no_id",
        ),
    },
    "names that the finder misses": {
        "core/test_names.py": ("test_any_spelling_is_found_with_its_place",),
        "core/test_near_words.py": (
            "test_where_words_are_like_a_name_they_are_never_passed_over",
            "test_a_family_name_alone_is_near_where_it_is_looked_for",
        ),
        "core/test_near_anywhere.py": ("test_words_like_a_name_are_told",),
        "sphinx/test_withheld_open.py": (
            "test_whatever_would_publish_the_name_stops_the_build_and_check_alike",
        ),
    },
    "a sidecar that belongs to no cable": {
        "core/test_astray.py": (
            "test_a_sidecar_that_lies_elsewhere_stops_the_edition",
            "test_a_file_that_might_withhold_words_stops_the_edition",
            "test_what_would_be_withheld_and_is_not_stops_the_edition",
            "test_another_file_is_named_once",
        ),
        "sphinx/test_redactions.py": (
            "test_nothing_is_written_where_a_sidecar_belongs_to_no_cable",
        ),
    },
    "redactions that check does not see, and personal data": {
        "core/test_cli_problems.py": ("test_check_ends_as_other_commands_do",),
        "core/test_personal_data.py": (
            "test_numbers_of_passports",
            "test_telephone_numbers",
            "test_days_of_birth",
            "test_remarks_that_somebody_is_to_be_protected",
            "test_check_lists_each_with_its_place_and_both_answers",
        ),
    },
    "what is gone and stays": {
        "sphinx/test_output.py": (
            "test_a_deleted_cable_leaves_nothing",
            "test_a_withdrawn_cable_leaves_neither_its_words_nor_its_terms",
            "test_other_formats_keep_no_word_that_has_gone",
            "test_a_book_older_than_the_edition_is_not_offered",
            "test_verify_names_a_page_without_a_cable",
        ),
        "sphinx/test_owned_files.py": (
            "test_a_setting_that_is_switched_and_switched_back_leaves_nothing",
        ),
    },
    "links that only a clean build finds broken": {
        "sphinx/test_output.py": (
            "test_a_broken_link_is_warned_of_each_time",
            "test_a_link_to_a_lost_paragraph_or_person_is_seen",
        ),
        "sphinx/test_sequences.py": ("test_the_last_build_is_what_a_clean_one_would_be",),
        "sphinx/test_setting_pairs.py": (
            "test_any_two_settings_build_as_from_nothing_and_are_proved",
        ),
    },
    "a lock that lost lines": {
        "core/test_release_record.py": (
            "test_a_lost_anchor_is_told_although_a_revision_is_declared",
            "test_a_cable_taken_from_lock_and_folder_is_told",
            "test_a_lock_cut_at_any_line_is_one_line",
            "test_a_changed_lock_is_one_line",
            "test_a_record_cannot_be_taken_away_in_part",
        ),
    },
    "two versions, two dates": {
        "core/test_release_record.py": (
            "test_a_release_before_the_last_one_is_refused",
            "test_a_release_without_checksums_is_refused",
        ),
        "sphinx/test_settings.py": ("test_a_version_that_disagrees_with_the_release_is_refused",),
        "outputs/test_one_version.py": (
            "test_the_site",
            "test_the_bag",
            "test_the_book",
            "test_the_epub",
            "test_conf_py_cannot_say_another_day",
        ),
    },
    "the turn of the year, and dates that are none": {
        "core/test_trust.py": (
            "test_the_year_of_a_serial",
            "test_a_date_of_declassification_that_is_none",
        ),
    },
    "edits of a built output": {
        "edition/test_tampering.py": ("test_every_edit_is_found",),
        "edition/test_tampered_bag.py": ("test_an_edit_under_new_manifests_is_found",),
        "edition/test_tampered_data.py": (
            "test_an_edit_of_tei_is_found",
            "test_an_edit_of_a_record_is_found",
            "test_an_edit_of_a_table_is_found",
        ),
        "books/test_tampered_epub.py": ("test_every_edit_is_found",),
        "books/test_tampered_pdf.py": ("test_an_edit_is_found_at_its_place",),
        "books/test_tampered_book.py": ("test_an_edit_is_found_and_its_place_is_told",),
    },
    "a mark without words": {
        "sphinx/test_verify.py": ("test_a_mark_without_words_is_on_the_page",),
    },
    "kills, and two builds at once": {
        "sphinx/test_output.py": (
            "test_after_a_kill_all_is_made_anew",
            "test_two_builds_at_once_are_told",
        ),
        "sphinx/test_sequences.py": ("test_the_last_build_is_what_a_clean_one_would_be",),
        "core/test_at_work.py": (
            "test_a_command_beside_a_build_says_who_builds_and_writes_nothing",
        ),
        "core/test_releases.py": ("test_a_release_that_is_killed_was_made_or_was_not",),
        "outputs/test_archive_killed.py": ("test_it_may_be_killed_at_any_moment",),
    },
    "files that are none of the sources": {
        "sphinx/test_source_folder.py": (
            "test_a_link_that_leads_out_is_refused",
            "test_a_link_that_stays_inside_is_followed_to_a_file",
            "test_folders_are_read",
            "test_many_files_are_told_in_one_line",
            "test_one_cable_in_two_folders_is_one_cable_too_many",
        ),
    },
    "crash reports": {
        "sphinx/test_stopping.py": (
            "test_how_a_build_ends",
            "test_no_option_brings_a_crash_report",
            "test_a_moment_that_no_format_can_hold_stops_the_build",
            "test_a_moment_that_is_no_number_is_told_before_sphinx_reads_it",
        ),
        "sphinx/test_failing_steps.py": ("test_each_step_fails_in_a_line",),
        "sphinx/test_problem_codes.py": ("test_a_build_tells_it_once_located",),
        "tools/test_make_stopping.py": ("test_how_make_ends",),
    },
    "content that stops a build": {
        "sphinx/test_stopping.py": (
            "test_tags_of_any_characters_lead_to_their_entries",
            "test_a_source_of_any_content_is_built",
        ),
        "sphinx/test_rows.py": (
            "test_a_bad_row_is_told_with_page_and_line_and_keeps_its_words",
            "test_other_faults_in_a_page_are_told_too",
        ),
    },
    "names that a shell runs, passwords, packages without hashes": {
        "tools/test_makefile.py": (
            "test_every_target_is_written_without_the_name_of_the_folder",
            "test_an_edition_and_its_archive_are_made_in_such_a_folder",
        ),
        "sphinx/test_settings.py": ("test_no_user_and_no_password_is_published",),
        "house/test_locks.py": ("test_every_package_has_its_version_and_hashes_and_no_address",),
    },
}


@cache
def cases_in(file: str) -> dict[str, int]:
    """Return the tests of a file; how many cases one has at least, by its lists of parameters."""
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    return {
        node.name: max([1, *map(_listed, node.decorator_list)])
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def _listed(decorator: ast.expr) -> int:
    """Return how many cases a decorator lists; of those that another name has, enough."""
    if not isinstance(decorator, ast.Call) or len(decorator.args) < 2:
        return 1
    cases = decorator.args[1]
    return len(cases.elts) if isinstance(cases, ast.List | ast.Tuple) else FEWEST


@pytest.mark.parametrize("attack", ATTACKS)
def test_each_attack_has_its_tests(attack: str) -> None:
    for file, names in ATTACKS[attack].items():
        assert [name for name in names if name not in cases_in(file)] == [], file


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_case_and_three_neighbours_at_least(attack: str) -> None:
    counts = [cases_in(file)[name] for file, names in ATTACKS[attack].items() for name in names]
    assert sum(counts) >= FEWEST


def test_twenty_kinds_of_attack_were_found() -> None:
    assert len(ATTACKS) == 20
