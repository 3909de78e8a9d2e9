"""CreateHITType: identity of HIT types, limits, requirements."""

import pytest
import questions
from people import unique
from refusal import refused

MASTERS = "2ARFPLSP75KLA8M8DH1HTEQVJT3SY6"
APPROVED = "00000000000000000040"
PERCENT = "000000000000000000L0"
LOCALE = "00000000000000000071"


def create(mturk, **changes):
    return mturk.create_hit_type(**questions.hit_type(**changes))["HITTypeId"]


# The answer is the id alone, in the original's form: 30 characters beginning with 3, 46 bytes in all.
def test_answer_is_the_id_alone(raw):
    answer = raw.call("CreateHITType", questions.hit_type(Title=unique("Form")))
    assert len(answer.body) == 46
    assert answer.body.startswith(b'{"HITTypeId":"3')


# Same seven properties, same type: the operation is a lookup as much as a creation.
def test_same_properties_give_the_same_type(mturk):
    title = unique("Same")
    assert create(mturk, Title=title) == create(mturk, Title=title)


# Each of the seven properties is part of the identity.
@pytest.mark.parametrize(
    "change",
    [
        {"Title": "Another title"},
        {"Description": "Another description."},
        {"Keywords": "other"},
        {"Reward": "0.06"},
        {"AssignmentDurationInSeconds": 601},
        {"AutoApprovalDelayInSeconds": 86401},
        {
            "QualificationRequirements": [
                {"QualificationTypeId": APPROVED, "Comparator": "GreaterThan", "IntegerValues": [5]}
            ]
        },
    ],
    ids=lambda change: next(iter(change)),
)
def test_each_property_makes_another_type(mturk, change):
    title = unique("Each")
    assert create(mturk, Title=title) != create(mturk, **{"Title": title, **change})


# Money is compared by value: programs write 0.1, 0.10 and 5. for the same sums.
def test_reward_is_compared_by_value(mturk):
    title = unique("Money")
    assert create(mturk, Title=title, Reward="0.1") == create(mturk, Title=title, Reward="0.10")
    assert (
        create(mturk, Title=title, Reward="5")
        == create(mturk, Title=title, Reward="5.")
        == create(mturk, Title=title, Reward="5.00")
        == create(mturk, Title=title, Reward="005.00")
    )


# An absent delay is 30 days, an absent list of keywords is an empty one.
def test_defaults_are_part_of_the_identity(mturk):
    title = unique("Default")
    assert create(mturk, Title=title, AutoApprovalDelayInSeconds=None) == create(
        mturk, Title=title, AutoApprovalDelayInSeconds=2592000
    )
    assert create(mturk, Title=title, Keywords=None) == create(mturk, Title=title, Keywords="")


# Texts are compared exactly: case and white space count.
def test_texts_are_compared_exactly(mturk):
    title = unique("Exact")
    assert create(mturk, Title=title) != create(mturk, Title=title + " ")
    assert create(mturk, Title=title, Keywords="a, b") != create(mturk, Title=title, Keywords="a,b")


# Requirements are a set: their order does not count, and absent ActionsGuarded is Accept.
def test_requirements_are_a_set(mturk):
    title = unique("Set")
    one = {"QualificationTypeId": APPROVED, "Comparator": "GreaterThan", "IntegerValues": [50]}
    two = {"QualificationTypeId": PERCENT, "Comparator": "GreaterThanOrEqualTo", "IntegerValues": [95]}
    assert create(mturk, Title=title, QualificationRequirements=[one, two]) == create(
        mturk, Title=title, QualificationRequirements=[two, {**one, "ActionsGuarded": "Accept"}]
    )
    assert create(mturk, Title=title, QualificationRequirements=[one]) != create(
        mturk, Title=title, QualificationRequirements=[{**one, "ActionsGuarded": "PreviewAndAccept"}]
    )


# The deprecated switch means PreviewAndAccept, so both ways of saying it are one type.
def test_required_to_preview_is_preview_and_accept(mturk):
    title = unique("Preview")
    requirement = {"QualificationTypeId": MASTERS, "Comparator": "Exists"}
    assert create(
        mturk, Title=title, QualificationRequirements=[{**requirement, "RequiredToPreview": True}]
    ) == create(
        mturk, Title=title, QualificationRequirements=[{**requirement, "ActionsGuarded": "PreviewAndAccept"}]
    )


# An empty list and no list mean the same for inputs.
def test_empty_requirements_are_none(mturk):
    title = unique("Empty")
    assert create(mturk, Title=title, QualificationRequirements=[]) == create(mturk, Title=title)


# Types belong to a requester: the same properties of another requester are another type.
def test_types_are_per_requester(mturk, fresh):
    title = unique("Owner")
    assert create(mturk, Title=title) != create(fresh.sandbox, Title=title)


# … and to a marketplace.
def test_types_are_per_marketplace(requester):
    title = unique("Place")
    assert create(requester.sandbox, Title=title) != create(requester.live, Title=title)


# CreateHIT with the same seven properties uses the registered type.
def test_create_hit_shares_types(mturk):
    title = unique("Shared")
    hit = mturk.create_hit(**questions.hit(Title=title))["HIT"]
    assert hit["HITTypeId"] == create(mturk, Title=title)
    assert hit["HITGroupId"] != hit["HITTypeId"]


# The model's required members are enforced by the server, not only by SDKs.
@pytest.mark.parametrize(
    "member, path",
    [
        ("Title", "title"),
        ("Description", "description"),
        ("Reward", "reward"),
        ("AssignmentDurationInSeconds", "assignmentDurationInSeconds"),
    ],
)
def test_required_members(mturk, member, path):
    with refused(
        "ValidationException", f"Value null at '{path}' failed to satisfy constraint: Member must not be null"
    ):
        create(mturk, **{member: None})


# Several violations are reported together, as the framework did.
def test_several_violations_in_one_answer(mturk):
    with refused("ValidationException", "2 validation errors detected: "):
        create(mturk, Title=None, Reward=None)


# Money is a string of this pattern; everything else fails before anything is created.
@pytest.mark.parametrize(
    "reward",
    [
        ".20",
        "$1",
        "1.234",
        "-1",
        "",
        "0.001",
        "1e3",
        " 1.00",
        "1.00 ",
        "1,00",
        "NaN",
        "٣.٠٠",
        "１",
        "+1",
        "0x10",
        "1.0.0",
        ".",
    ],
)
def test_rewards_outside_the_pattern(mturk, reward):
    with refused(
        "ValidationException",
        "at 'reward' failed to satisfy constraint: Member must satisfy regular expression pattern: ",
    ):
        create(mturk, Reward=reward)


# A number is not a string.
def test_reward_as_number(mturk):
    with refused("SerializationException"):
        create(mturk, Reward=0.05)


# A huge sum of the right form must not overflow into another one: it is refused, or kept exactly.
@pytest.mark.parametrize("reward", ["99999999999999999999", "9223372036854775807", "18446744073709551616.00"])
def test_rewards_beyond_all_sense(mturk, reward):
    with refused("ParameterValidationError", parameter="Reward"):
        create(mturk, Reward=reward)


# The edges of what one reward may be: nothing, a cent, a million dollars, and not a cent more.
@pytest.mark.parametrize(
    "reward, shown",
    [("0", "0.00"), ("0.01", "0.01"), ("1000000", "1000000.00"), ("1000000.00", "1000000.00")],
)
def test_rewards_at_the_edges(mturk, reward, shown):
    hit = mturk.create_hit(**questions.hit(Title=unique("Edge"), Reward=reward))["HIT"]
    assert hit["Reward"] == shown


def test_reward_a_cent_over(mturk):
    with refused(
        "ParameterValidationError",
        'The value "1000000.01" is not valid for the parameter Reward.',
        "InvalidParameterValue",
        parameter="Reward",
    ):
        create(mturk, Reward="1000000.01")


# Rewards of zero were never documented as forbidden.
def test_reward_of_zero(mturk):
    assert create(mturk, Title=unique("Zero"), Reward="0.00")


# The documented limits, met exactly.
@pytest.mark.parametrize(
    "change",
    [
        {"Title": "t" * 128},
        {"Description": "d" * 2000},
        {"Keywords": "k" * 1000},
        {"Title": "ü" * 128},
        {"AssignmentDurationInSeconds": 30},
        {"AssignmentDurationInSeconds": 31536000},
        {"AutoApprovalDelayInSeconds": 0},
        {"AutoApprovalDelayInSeconds": 2592000},
    ],
    ids=lambda c: "-".join(f"{k}" for k in c),
)
def test_limits_met(mturk, change):
    assert create(mturk, **change)


# Too long texts are the service's own check, since the model sets no limit for them.
@pytest.mark.parametrize("member, limit", [("Title", 128), ("Description", 2000), ("Keywords", 1000)])
def test_texts_too_long(mturk, member, limit):
    with refused("ParameterValidationError", member, "InvalidParameterValue", parameter=member):
        create(mturk, **{member: "x" * (limit + 1)})


# Ranges speak in the frame that was quoted from the original.
@pytest.mark.parametrize(
    "member, value, low, high",
    [
        ("AssignmentDurationInSeconds", 29, 30, 31536000),
        ("AssignmentDurationInSeconds", 31536001, 30, 31536000),
        ("AssignmentDurationInSeconds", -1, 30, 31536000),
        ("AutoApprovalDelayInSeconds", -1, 0, 2592000),
        ("AutoApprovalDelayInSeconds", 2592001, 0, 2592000),
    ],
)
def test_ranges(mturk, member, value, low, high):
    with refused(
        "ParameterValidationError",
        f"The value {value} is invalid for {member}. Valid values range from {low} to {high}.",
        "AWS.ParameterOutOfRange",
        parameter=member,
    ):
        create(mturk, **{member: value})


# Characters that no page can show are refused in every text people read.
@pytest.mark.parametrize("member", ["Title", "Description", "Keywords"])
def test_control_characters(mturk, member):
    with refused("ParameterValidationError", member, "InvalidParameterValue", parameter=member):
        create(mturk, **{member: "bell \x07"})


# At most ten requirements.
def test_eleven_requirements(mturk):
    requirement = {"QualificationTypeId": APPROVED, "Comparator": "GreaterThan", "IntegerValues": [1]}
    assert create(
        mturk,
        Title=unique("Ten"),
        QualificationRequirements=[{**requirement, "IntegerValues": [i]} for i in range(10)],
    )
    with refused("ValidationException", "qualificationRequirements"):
        create(mturk, QualificationRequirements=[requirement] * 11)


# The same qualification twice is a range, and allowed.
def test_one_qualification_twice(mturk):
    low = {"QualificationTypeId": PERCENT, "Comparator": "GreaterThan", "IntegerValues": [50]}
    high = {"QualificationTypeId": PERCENT, "Comparator": "LessThan", "IntegerValues": [90]}
    assert create(mturk, Title=unique("Range"), QualificationRequirements=[low, high])


# ActionsGuarded and RequiredToPreview exclude each other; the text is quoted.
def test_actions_guarded_with_required_to_preview(mturk):
    with refused(
        "InvalidParameterCombinationError",
        "The combination of parameters supplied to the request is invalid: "
        "ActionsGuarded, RequiredToPreview.",
    ):
        create(
            mturk,
            QualificationRequirements=[
                {
                    "QualificationTypeId": APPROVED,
                    "Comparator": "GreaterThan",
                    "IntegerValues": [1],
                    "ActionsGuarded": "Accept",
                    "RequiredToPreview": True,
                }
            ],
        )


# Two countries with EqualTo; text quoted, full stops included.
def test_two_locales_with_equal_to(mturk):
    with refused(
        "ParameterValidationError",
        'The value "US,CA" is not valid for the parameter LocaleValue. LocaleValue must be null when used '
        "with the EqualTo comparator.. ",
        "InvalidParameterValue",
        parameter="LocaleValue",
    ):
        create(
            mturk,
            QualificationRequirements=[
                {
                    "QualificationTypeId": LOCALE,
                    "Comparator": "EqualTo",
                    "LocaleValues": [{"Country": "US"}, {"Country": "CA"}],
                }
            ],
        )


# A locale on another type gives the same text.
def test_locale_on_another_type(mturk):
    with refused(
        "ParameterValidationError",
        'The value "IT" is not valid for the parameter LocaleValue.',
        "InvalidParameterValue",
        parameter="LocaleValue",
    ):
        create(
            mturk,
            QualificationRequirements=[
                {
                    "QualificationTypeId": APPROVED,
                    "Comparator": "EqualTo",
                    "LocaleValues": [{"Country": "IT"}],
                }
            ],
        )


# How many values a comparator takes.
@pytest.mark.parametrize(
    "requirement",
    [
        {"QualificationTypeId": APPROVED, "Comparator": "GreaterThan"},
        {"QualificationTypeId": APPROVED, "Comparator": "GreaterThan", "IntegerValues": [1, 2]},
        {"QualificationTypeId": MASTERS, "Comparator": "Exists", "IntegerValues": [1]},
        {"QualificationTypeId": APPROVED, "Comparator": "In", "IntegerValues": []},
        {"QualificationTypeId": LOCALE, "Comparator": "GreaterThan", "LocaleValues": [{"Country": "US"}]},
        {"QualificationTypeId": LOCALE, "Comparator": "EqualTo", "IntegerValues": [1]},
    ],
    ids=[
        "no value",
        "two values",
        "Exists with a value",
        "In without values",
        "locale greater than",
        "locale integer",
    ],
)
def test_values_that_do_not_fit_the_comparator(mturk, requirement):
    with refused("ParameterValidationError", code="InvalidParameterValue"):
        create(mturk, QualificationRequirements=[requirement])


# 15 integers and 30 locales, by the words of the model.
def test_too_many_values(mturk):
    with refused("ValidationException", "integerValues"):
        create(
            mturk,
            QualificationRequirements=[
                {"QualificationTypeId": APPROVED, "Comparator": "In", "IntegerValues": list(range(16))}
            ],
        )
    with refused("ValidationException", "localeValues"):
        create(
            mturk,
            QualificationRequirements=[
                {"QualificationTypeId": LOCALE, "Comparator": "In", "LocaleValues": [{"Country": "US"}] * 31}
            ],
        )


# An unknown country; the list of the known ones follows.
def test_unknown_country(mturk):
    with refused(
        "ParameterValidationError",
        'The value "XX" you specified for Locale ISO 3166-1 alpha-2 Country Codes is '
        "invalid. Expected values [AD, AE, ",
        "AWS.InvalidEnumeratedParameter",
    ):
        create(
            mturk,
            QualificationRequirements=[
                {"QualificationTypeId": LOCALE, "Comparator": "EqualTo", "LocaleValues": [{"Country": "XX"}]}
            ],
        )


# The model wants exactly two letters.
def test_country_of_three_letters(mturk):
    with refused("ValidationException", "qualificationRequirements.1.member.localeValues.1.member.country"):
        create(
            mturk,
            QualificationRequirements=[
                {"QualificationTypeId": LOCALE, "Comparator": "EqualTo", "LocaleValues": [{"Country": "USA"}]}
            ],
        )


# Unknown words of an enumeration are named with the allowed ones.
def test_unknown_comparator(mturk):
    with refused(
        "ValidationException",
        "Value 'Equals' at 'qualificationRequirements.1.member.comparator' failed to "
        "satisfy constraint: Member must satisfy enum value set: [",
    ):
        create(
            mturk,
            QualificationRequirements=[
                {"QualificationTypeId": APPROVED, "Comparator": "Equals", "IntegerValues": [1]}
            ],
        )


# A qualification type that nobody made; text quoted.
def test_unknown_qualification_type(mturk):
    with refused(
        "RequestError",
        "QualificationType [3NOSUCHQUALIFICATIONTYPE0000000] does not exist.",
        "QualificationTypeDoesNotExist",
    ):
        create(
            mturk,
            QualificationRequirements=[
                {"QualificationTypeId": "3NOSUCHQUALIFICATIONTYPE0000000", "Comparator": "Exists"}
            ],
        )


# null is the same as absent, at every level.
def test_null_is_absent(raw):
    title = unique("Null")
    one = raw.call(
        "CreateHITType",
        {
            **questions.hit_type(Title=title, Keywords=None),
            "Keywords": None,
            "QualificationRequirements": None,
        },
    ).json
    two = raw.call("CreateHITType", questions.hit_type(Title=title, Keywords=None)).json
    assert one == two


# An answer names the guard in both ways, however it was said: RequiredToPreview is true exactly where a
# preview is guarded.
@pytest.mark.parametrize(
    "said, guarded, preview",
    [
        ({}, "Accept", False),
        ({"RequiredToPreview": False}, "Accept", False),
        ({"RequiredToPreview": True}, "PreviewAndAccept", True),
        ({"ActionsGuarded": "Accept"}, "Accept", False),
        ({"ActionsGuarded": "PreviewAndAccept"}, "PreviewAndAccept", True),
        ({"ActionsGuarded": "DiscoverPreviewAndAccept"}, "DiscoverPreviewAndAccept", True),
    ],
    ids=str,
)
def test_guards_in_answers(mturk, said, guarded, preview):
    adult = "00000000000000000060"
    requirement = {"QualificationTypeId": adult, "Comparator": "EqualTo", "IntegerValues": [1]}
    hit = mturk.create_hit(
        **questions.hit(Title=unique("Guarded"), QualificationRequirements=[{**requirement, **said}])
    )["HIT"]
    assert hit["QualificationRequirements"] == [
        {**requirement, "ActionsGuarded": guarded, "RequiredToPreview": preview}
    ]
